import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { fateOf, ownIdentity, processIdentitySchema } from '../process-identity.ts';
import { parseJson } from './parse-json.ts';

const heartbeatMs = 5_000;
const silentMs = 120_000;
/** What file systems answer that have no hard links. */
const withoutHardLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

const ownerSchema = processIdentitySchema.extend({ token: z.string() });

/**
 * Takes the lock or returns null at once when a living process has it.
 * A lock is dead when its process is, or when its heartbeat stopped (processes of other hosts and containers).
 */
export async function tryLock(file: string): Promise<AsyncDisposable | null> {
  if (!(await clearDeadLock(file))) return null;
  const token = randomUUID();
  if (!(await createWhole(file, JSON.stringify({ ...ownIdentity(), token })))) return null;
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {});
  }, heartbeatMs);
  heartbeat.unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(heartbeat);
      if ((await readFile(file, 'utf8').catch(() => '')).includes(token)) await rm(file, { force: true });
    },
  };
}

/** Whether a living process has the lock. */
export async function isLocked(file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text !== null && !(await isDead(file, text));
}

/** True when nothing stands in the way any more. Only one at a time removes a dead lock, or the new owner's could go with it. */
async function clearDeadLock(file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return true;
  if (!(await isDead(file, text))) return false;
  const guard = `${file}.clearing`;
  if (await isSilent(guard)) await rm(guard, { force: true });
  if (!(await createWhole(guard, ''))) return false;
  try {
    const now = await readFile(file, 'utf8').catch(() => null);
    if (now === text) await rm(file, { force: true });
    return true;
  } finally {
    await rm(guard, { force: true });
  }
}

async function isDead(file: string, text: string): Promise<boolean> {
  const owner = ownerSchema.safeParse(parseJson(text));
  if (owner.success && fateOf(owner.data) === 'dead') return true;
  return isSilent(file);
}

async function isSilent(file: string): Promise<boolean> {
  const beat = await stat(file).catch(() => null);
  return beat !== null && Date.now() - beat.mtimeMs > silentMs;
}

/** Makes a file with its content in one step, so that nobody ever sees a lock without its owner; false where one is already. */
async function createWhole(file: string, content: string): Promise<boolean> {
  const half = `${file}.${randomUUID()}`;
  try {
    await writeFile(half, content, { flag: 'wx', mode: 0o600 });
    await link(half, file).catch((error: NodeJS.ErrnoException) => {
      if (!withoutHardLinks.includes(error.code ?? '')) throw error;
      return copyFile(half, file, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(half, { force: true });
  }
}
