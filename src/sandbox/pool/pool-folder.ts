import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { CoderError } from '../../errors/coder-error.ts';
import { isExhaustion, lacksDescriptors, outOf } from '../../errors/exhaustion.ts';
import { isProcessAlive } from '../is-process-alive.ts';

/** For the pipes and sockets of the first runs; an interpreter that inherits a lower limit dies without saying why. */
const descriptorsToStart = 24;
const prefix = 'python-coder-pool-';

/**
 * A folder for one zygote's socket and, in tier B, the working folders; those of processes that died are removed first.
 * Throws `config-invalid` where none can be made, and `busy` where too few descriptors are left for what comes next.
 */
export async function openPoolFolder(): Promise<string> {
  if (lacksDescriptors(descriptorsToStart)) throw outOf({ code: 'EMFILE' });
  await sweep();
  // The system's folder for temporary files: a socket's path may only have about a hundred bytes.
  const parent = os.tmpdir();
  try {
    return await mkdtemp(path.join(parent, `${prefix}${process.pid}-`));
  } catch (cause) {
    if (isExhaustion(cause)) throw outOf(cause as NodeJS.ErrnoException);
    throw new CoderError(
      `The folder for temporary files, ${parent}, can't be used (${(cause as Error).message}). Set TMPDIR to a folder you may write to, or free some space.`,
      { code: 'config-invalid', cause },
    );
  }
}

async function sweep(): Promise<void> {
  for (const name of await readdir(os.tmpdir()).catch(() => [])) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]);
    if (pid > 0 && !isProcessAlive(pid)) {
      await rm(path.join(os.tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
    }
  }
}
