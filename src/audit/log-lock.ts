import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { CoderError } from '../errors/coder-error.ts';
import { tryLock } from '../filesystem/file-lock.ts';
import { auditPaths } from './audit-folder.ts';

/** Longer than the lock of a host that vanished stays in the way. */
const patienceMs = 150_000;

/** Waits for the turn of this process in the folder of a log. Throws `busy` when it never comes. */
export async function lockLog(folder: string): Promise<AsyncDisposable> {
  const file = auditPaths.lock(folder);
  for (const deadline = performance.now() + patienceMs; performance.now() < deadline; ) {
    const lock = await tryLock(file);
    if (lock !== null) return lock;
    await wait(randomInt(2, 12));
  }
  throw new CoderError(
    `The audit log waited ${patienceMs / 1000} s for ${file}, which another process has. Try again, or delete the file when no process uses this log.`,
    { code: 'busy' },
  );
}
