import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import type { Artifact } from '../../contracts/code-task.ts';
import type { OutputFile } from '../../contracts/runtime.ts';
import type { ServedArtifact, TaskView } from '../../contracts/service/task-view.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import { keepRunFiles } from '../../workspace/keep-run-files.ts';
import { outputTarget } from '../../workspace/output-target.ts';
import type { Task } from '../task/task.ts';
import type { RemoteServices } from './remote-services.ts';

interface Fetched {
  artifacts: Artifact[];
  warnings: string[];
}

const attempts = 3;

/** Fetches what a program wrote and keeps it by the same rules as what a program wrote here; what is not exactly as announced throws `lost`. */
export async function fetchArtifacts(
  services: RemoteServices,
  { request, events }: Task,
  { id, result }: TaskView,
): Promise<Fetched> {
  const fetched: Fetched = { artifacts: [], warnings: [] };
  const served = result?.artifacts ?? [];
  if (served.length === 0) return fetched;
  await using folder = await services.folders.open(request.id);
  const place = await folder.newRunDir();
  const files: OutputFile[] = [];
  for (const [at, artifact] of served.entries()) {
    const file = path.join(place, String(at));
    await fetchOne(services, { id, artifact, file, signal: events.signal });
    const { url: _url, mediaType: _type, ...kept } = artifact;
    files.push({ ...kept, path: file });
  }
  const target = outputTarget(services.config, request);
  await keepRunFiles({ files, leftBehind: [], truncated: false }, target, {
    onArtifact: (artifact) => {
      fetched.artifacts.push(artifact);
      events.emit({ type: 'artifact-collected', artifact });
    },
    warn: (message) => fetched.warnings.push(message),
  });
  return fetched;
}

interface Download {
  /** Of the task. */
  id: string;
  artifact: ServedArtifact;
  file: string;
  signal: AbortSignal;
}

async function fetchOne(services: RemoteServices, download: Download): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const isWhole = await fetchWhole(services, download).catch((error) => {
      throwIfCancelled(download.signal);
      if (error instanceof CoderError || (error as NodeJS.ErrnoException).syscall !== undefined) throw error;
      return false; // the connection broke
    });
    if (isWhole) return;
    if (attempt === attempts)
      throw new CoderError(
        `The file ${JSON.stringify(download.artifact.name)} could not be fetched from ${services.client.url} as the service announced it; it is still there, in the task ${download.id}.`,
        { code: 'lost' },
      );
  }
}

/** False where other bytes came than were announced. */
async function fetchWhole(
  { client }: RemoteServices,
  { id, artifact: { name, bytes, sha256 }, file, signal }: Download,
): Promise<boolean> {
  const { body } = await client.tasks.artifact(id, name, { signal });
  await using target = await open(file, 'w', 0o600);
  const hash = createHash('sha256');
  let received = 0;
  for await (const chunk of body ?? []) {
    received += chunk.length;
    if (received > bytes) return false;
    hash.update(chunk);
    await target.writeFile(chunk);
  }
  return received === bytes && hash.digest('hex') === sha256;
}
