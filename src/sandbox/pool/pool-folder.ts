import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { isProcessAlive } from '../is-process-alive.ts';

const prefix = 'python-coder-pool-';

/** A folder for one zygote's socket and, in tier B, the working folders; those of processes that died are removed first. */
export async function openPoolFolder(): Promise<string> {
  await sweep();
  // The system's folder for temporary files: a socket's path may only have about a hundred bytes.
  return mkdtemp(path.join(os.tmpdir(), `${prefix}${process.pid}-`));
}

async function sweep(): Promise<void> {
  for (const name of await readdir(os.tmpdir())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]);
    if (pid > 0 && !isProcessAlive(pid)) {
      await rm(path.join(os.tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
    }
  }
}
