import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { CoderError } from '../errors/coder-error.ts';
import { lacksDescriptors, outOf, throwIfExhausted } from '../errors/exhaustion.ts';
import { sharedResource } from '../errors/shared-resource.ts';
import { checkNoLink } from '../filesystem/check-no-link.ts';
import { OpenFolder } from '../filesystem/open-folder.ts';
import { fateOf } from '../filesystem/process-identity.ts';
import { userKey } from '../filesystem/user-key.ts';
import { removeTaskFolder } from './remove-task-folder.ts';
import { readOwner, writeOwner } from './task-owner.ts';

/** The throwaway folder of one task on the host. Disposal removes it with everything in it. */
export interface TaskFolder extends AsyncDisposable {
  /** Holds the snapshots of the input files. */
  readonly inputs: string;
  /** Names the folder of one run, which is made when the first file goes there. */
  nextRunDir(): string;
  /** Makes an empty folder for one run. */
  newRunDir(): Promise<string>;
}

/** Folders of this process that are waiting for a chance to be removed. */
const unremoved = new Set<string>();
/** For removing a folder again; whoever can't should not make one. */
const descriptorsToRemove = 8;
const abandonedAfterMs = 24 * 60 * 60 * 1000;

/** The folders of running tasks below `executionDir`; those of processes that died are removed before the first one is made. */
export class TaskFolders {
  readonly #executionDir: string;
  readonly #ready: () => Promise<Buffer | null>;

  constructor({ executionDir, stateDir }: { executionDir: string; stateDir: string }) {
    this.#executionDir = executionDir;
    const ready = sharedResource(async (_: undefined) => {
      await checkNoLink(executionDir, 'executionDir');
      const key = await userKey(stateDir, 'task folders').catch(withoutKey);
      if (key !== null) await sweep(executionDir, key);
      return key;
    });
    this.#ready = () => ready(undefined);
  }

  /** Makes `<executionDir>/<id>/`, readable by this user only. Throws `config-invalid` where that is impossible, and `busy` without descriptors. */
  async open(id: string): Promise<TaskFolder> {
    if (lacksDescriptors(descriptorsToRemove)) throw outOf({ code: 'EMFILE' });
    const key = await this.#ready();
    for (const left of unremoved) await remove(left);
    const folder = path.resolve(this.#executionDir, id);
    const inputs = path.join(folder, 'inputs');
    await this.#orUnusable(async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await using owned = await OpenFolder.open(folder);
      if (key !== null) await writeOwner(owned, { id, key });
      await mkdir(inputs, { mode: 0o700 });
    });
    let runs = 0;
    const nextRunDir = (): string => {
      runs += 1;
      return path.join(folder, `run-${runs}`);
    };
    return {
      inputs,
      nextRunDir,
      newRunDir: async () => {
        const runDir = nextRunDir();
        await this.#orUnusable(() => mkdir(runDir, { mode: 0o700 }));
        return runDir;
      },
      [Symbol.asyncDispose]: () => remove(folder),
    };
  }

  async #orUnusable(make: () => Promise<void>): Promise<void> {
    try {
      await make();
    } catch (cause) {
      throwIfExhausted(cause);
      throw new CoderError(
        `The folder for running tasks, ${this.#executionDir}, can't be used (${(cause as Error).message}). Set executionDir to a folder you may write to, or free some space.`,
        { code: 'config-invalid', cause },
      );
    }
  }
}

/** Nothing proves then what is ours, so nothing is swept. */
function withoutKey(error: unknown): null {
  if (error instanceof CoderError && error.code === 'config-invalid') return null;
  throw error;
}

/** A folder that can't be removed now, for want of descriptors for example, costs nobody an answer: it goes with the next one or at the next start. */
async function remove(folder: string): Promise<void> {
  try {
    await using parent = await OpenFolder.openThrough(path.dirname(folder));
    await removeTaskFolder(parent, path.basename(folder));
    unremoved.delete(folder);
  } catch {
    unremoved.add(folder);
  }
}

/** Removes the folders of processes that died before they could. What this user's key does not prove to be ours is never touched. */
async function sweep(executionDir: string, key: Buffer): Promise<void> {
  const opened = await OpenFolder.open(executionDir).catch(() => null);
  if (opened === null) return;
  await using parent = opened;
  for (const id of await parent.list().catch(() => [])) {
    if (!/^[0-9a-f]{32}$/.test(id) || !(await isAbandoned(parent, { id, key }))) continue;
    await removeTaskFolder(parent, id).catch(() => undefined); // what can't go now goes at a later start
  }
}

/** Whether a process of another host or container lives can't be seen; a day without a new run is long. */
async function isAbandoned(parent: OpenFolder, { id, key }: { id: string; key: Buffer }): Promise<boolean> {
  const opened = await parent.folder(id).catch(() => null);
  if (opened === null) return false;
  await using folder = opened;
  const owner = await readOwner(folder, { id, key });
  if (owner === null) return false;
  const fate = fateOf(owner);
  if (fate !== 'unknown') return fate === 'dead';
  return Date.now() - (await folder.status()).mtimeMs > abandonedAfterMs;
}
