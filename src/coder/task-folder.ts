import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { CoderError } from '../errors/coder-error.ts';
import { isExhaustion, outOf } from '../errors/exhaustion.ts';
import { isProcessAlive } from '../sandbox/is-process-alive.ts';
import { removeTaskFolder } from './remove-task-folder.ts';

/** The throwaway folder of one task on the host. Disposal removes it with everything in it. */
export interface TaskFolder extends AsyncDisposable {
  /** Holds the snapshots of the input files. */
  readonly inputs: string;
  /** Makes an empty folder for one run. */
  newRunDir(): Promise<string>;
}

const ownerFile = 'owner.json';
const ownerSchema = z.object({ host: z.string(), pid: z.number().int().positive() });
/** Folders of this process that are waiting for a chance to be removed. */
const unremoved = new Set<string>();
const abandonedAfterMs = 24 * 60 * 60 * 1000;

/** Makes `<executionDir>/<id>/`, readable by this user only. Throws `config-invalid` where that is impossible. */
export async function openTaskFolder(executionDir: string, id: string): Promise<TaskFolder> {
  for (const left of unremoved) await remove(left);
  const folder = path.resolve(executionDir, id);
  const inputs = inputsOf(folder);
  await orUnusable(executionDir, async () => {
    await mkdir(inputs, { recursive: true, mode: 0o700 });
    await writeFile(path.join(folder, ownerFile), JSON.stringify({ host: os.hostname(), pid: process.pid }));
  });
  let runs = 0;
  return {
    inputs,
    newRunDir: async () => {
      runs += 1;
      const runDir = path.join(folder, `run-${runs}`);
      await orUnusable(executionDir, () => mkdir(runDir, { mode: 0o700 }));
      return runDir;
    },
    [Symbol.asyncDispose]: () => remove(folder),
  };
}

function inputsOf(folder: string): string {
  return path.join(folder, 'inputs');
}

/** A folder that can't be removed now, for want of descriptors for example, costs nobody an answer: it goes with the next one or at the next start. */
async function remove(folder: string): Promise<void> {
  try {
    await removeTaskFolder(folder, inputsOf(folder));
    unremoved.delete(folder);
  } catch {
    unremoved.add(folder);
  }
}

async function orUnusable(executionDir: string, make: () => Promise<void>): Promise<void> {
  try {
    await make();
  } catch (cause) {
    if (isExhaustion(cause)) throw outOf(cause as NodeJS.ErrnoException);
    throw new CoderError(
      `The folder for running tasks, ${executionDir}, can't be used (${(cause as Error).message}). Set executionDir to a folder you may write to, or free some space.`,
      { code: 'config-invalid', cause },
    );
  }
}

/** Removes the folders of processes that died before they could; folders of living tasks are never touched. */
export async function sweepTaskFolders(executionDir: string): Promise<void> {
  const entries = await readdir(executionDir, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isDirectory() || !/^[0-9a-f]{32}$/.test(entry.name)) continue;
    const folder = path.join(executionDir, entry.name);
    if (await isAbandoned(folder)) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function isAbandoned(folder: string): Promise<boolean> {
  try {
    const owner = ownerSchema.parse(JSON.parse(await readFile(path.join(folder, ownerFile), 'utf8')));
    if (owner.host === os.hostname()) return !isProcessAlive(owner.pid);
  } catch {
    // No readable owner: it is being made right now, or was left half-made.
  }
  const age = await stat(folder)
    .then((status) => Date.now() - status.mtimeMs)
    .catch(() => 0);
  return age > abandonedAfterMs;
}
