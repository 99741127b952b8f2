import { randomUUID } from 'node:crypto';
import { link, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import os from 'node:os';
import { z } from 'zod';
import { isProcessAlive } from '../is-process-alive.ts';
import { parseJson } from './parse-json.ts';

const heartbeatMs = 5_000;
const silentMs = 120_000;

const ownerSchema = z.object({ pid: z.number().int().positive(), host: z.string(), token: z.string() });

/**
 * Takes the lock or returns null at once when a living process has it.
 * A lock is dead when its process is (same host), or when its heartbeat stopped (other hosts, reused ids).
 */
export async function tryLock(file: string): Promise<AsyncDisposable | null> {
  if (!(await clearDeadLock(file))) return null;
  const token = randomUUID();
  const handle = await open(file, 'wx').catch(refuseUnlessExists);
  if (handle === null) return null;
  try {
    await handle.writeFile(JSON.stringify({ pid: process.pid, host: os.hostname(), token }));
  } catch (error) {
    await rm(file, { force: true }); // an empty lock, on a full disk for example, would be nobody's for minutes
    throw error;
  } finally {
    await handle.close();
  }
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

/** True when nothing stands in the way any more. */
async function clearDeadLock(file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return true;
  if (!(await isDead(file, text))) return false;
  const aside = `${file}.${randomUUID()}`;
  await rename(file, aside).catch(() => {});
  const moved = await readFile(aside, 'utf8').catch(() => text);
  // Somebody else was faster and this is already the new owner's lock: give it back.
  if (moved !== text) await link(aside, file).catch(() => {});
  await rm(aside, { force: true });
  return moved === text;
}

async function isDead(file: string, text: string): Promise<boolean> {
  const owner = ownerSchema.safeParse(parseJson(text));
  if (owner.success && owner.data.host === os.hostname() && !isProcessAlive(owner.data.pid)) return true;
  const beat = await stat(file).catch(() => null);
  return beat !== null && Date.now() - beat.mtimeMs > silentMs;
}

function refuseUnlessExists(error: NodeJS.ErrnoException): null {
  if (error.code === 'EEXIST') return null;
  throw error;
}
