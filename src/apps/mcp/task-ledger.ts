import type { Artifact, TaskStatus } from '../../contracts/code-task.ts';
import type { CallStatus } from '../../contracts/python-functions.ts';
import { artifactUri } from './resource-uri.ts';

const maxTasks = 1_000;

/** A task, or a call of a declared function. */
interface KnownTask {
  auditId: string;
  status: TaskStatus | CallStatus;
  artifacts: Artifact[];
}

/** The tasks a client may look into and the files they wrote; the oldest are forgotten first. */
export class TaskLedger {
  readonly #tasks = new Map<string, KnownTask>();

  add({ auditId, status, artifacts }: KnownTask): void {
    this.#tasks.set(auditId, { auditId, status, artifacts });
    for (const oldest of this.#tasks.keys()) {
      if (this.#tasks.size <= maxTasks) break;
      this.#tasks.delete(oldest);
    }
  }

  has(auditId: string): boolean {
    return this.#tasks.has(auditId);
  }

  /** The file a URI names; nothing in the URI is ever decoded, so nothing in it can reach another file. */
  find(uri: string): Artifact | undefined {
    const [, auditId = ''] = /^artifact:\/\/([0-9a-f]{32})\//.exec(uri) ?? [];
    return this.#tasks.get(auditId)?.artifacts.find(({ name }) => artifactUri(auditId, name) === uri);
  }

  /** The newest first. */
  tasks(limit: number): Omit<KnownTask, 'artifacts'>[] {
    return this.#newest().slice(0, limit);
  }

  /** The newest first. */
  artifacts(limit: number): { uri: string; artifact: Artifact }[] {
    return this.#newest()
      .flatMap(({ auditId, artifacts }) =>
        artifacts.map((artifact) => ({ uri: artifactUri(auditId, artifact.name), artifact })),
      )
      .slice(0, limit);
  }

  #newest(): KnownTask[] {
    return [...this.#tasks.values()].reverse();
  }
}
