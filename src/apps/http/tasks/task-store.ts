import { lstat, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CodeTaskResult } from '../../../contracts/code-task.ts';
import { openPrivateFolder } from '../../../filesystem/private-folder.ts';
import { removeTree } from '../../../filesystem/remove-tree.ts';
import { type TaskFacts, taskFactsSchema } from './task-facts.ts';

/** The tasks of one tenant on disk, each in a folder of its own: facts, result, events and artifacts. */
export class TaskStore {
  readonly #folder: string;

  /** Throws `config-invalid` where the folder is not this user's alone. */
  static async open(folder: string): Promise<TaskStore> {
    await (await openPrivateFolder(folder))[Symbol.asyncDispose]();
    return new TaskStore(folder);
  }

  private constructor(folder: string) {
    this.#folder = folder;
  }

  async create(facts: TaskFacts): Promise<void> {
    await (await openPrivateFolder(this.#of(facts.id)))[Symbol.asyncDispose]();
    await this.saveFacts(facts);
  }

  saveFacts(facts: TaskFacts): Promise<void> {
    return writeWhole(path.join(this.#of(facts.id), 'task.json'), JSON.stringify(facts));
  }

  /** As the library gave it, so that a program that waits can be gone on with. */
  saveResult(id: string, result: CodeTaskResult): Promise<void> {
    return writeWhole(path.join(this.#of(id), 'result.json'), JSON.stringify(result));
  }

  async result(id: string): Promise<CodeTaskResult | null> {
    try {
      return JSON.parse(await readFile(path.join(this.#of(id), 'result.json'), 'utf8')) as CodeTaskResult;
    } catch {
      return null;
    }
  }

  eventsFile(id: string): string {
    return path.join(this.#of(id), 'events.jsonl');
  }

  artifactFolder(id: string): string {
    return path.join(this.#of(id), 'artifacts');
  }

  /** What the files of a task take of the disk, its artifacts included. */
  async bytesOf(id: string): Promise<number> {
    const folder = this.#of(id);
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    const sizes = names.map(
      async (name) => (await lstat(path.join(folder, name)).catch(() => null))?.size ?? 0,
    );
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  }

  remove(id: string): Promise<void> {
    return removeTree(this.#of(id));
  }

  /** The oldest first; folders without readable facts are of a task that never began and go. */
  async all(): Promise<TaskFacts[]> {
    const ids = (await readdir(this.#folder)).filter((name) => /^[0-9a-f]{32}$/.test(name));
    const found = await Promise.all(ids.map((id) => this.#facts(id)));
    await Promise.all(ids.filter((_, index) => found[index] === null).map((id) => this.remove(id)));
    const facts = found.filter((entry) => entry !== null);
    return facts.sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  }

  async #facts(id: string): Promise<TaskFacts | null> {
    try {
      const facts = taskFactsSchema.parse(
        JSON.parse(await readFile(path.join(this.#of(id), 'task.json'), 'utf8')),
      );
      return facts.id === id ? facts : null;
    } catch {
      return null;
    }
  }

  #of(id: string): string {
    return path.join(this.#folder, id);
  }
}

/** Replaces a file in one step, so that a crash leaves the old one or the new one. */
async function writeWhole(file: string, text: string): Promise<void> {
  const half = `${file}.new`;
  await writeFile(half, text, { mode: 0o600 });
  await rename(half, file);
}
