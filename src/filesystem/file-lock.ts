import { randomUUID } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { utimes } from 'node:fs/promises';
import { z } from 'zod';
import { parseJson } from '../text/parse-json.ts';
import { createWhole } from './create-whole.ts';
import { fateOf, ownIdentity, processIdentitySchema } from './process-identity.ts';
import { readRegularFile } from './read-regular-file.ts';

const heartbeatMs = 5_000;
const silentMs = 120_000;
const maxBytes = 4096;

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
      if (((await readLock(file)) ?? '').includes(token)) rmSync(file, { force: true });
    },
  };
}

/** Whether a living process has the lock. */
export async function isLocked(file: string): Promise<boolean> {
  const text = await readLock(file);
  return text !== null && !isDead(file, text);
}

/** True when nothing stands in the way any more. Only one at a time removes a dead lock, or the new owner's could go with it. */
async function clearDeadLock(file: string): Promise<boolean> {
  const text = await readLock(file);
  if (text === null) return true;
  if (!isDead(file, text)) return false;
  const guard = `${file}.clearing`;
  if (isSilent(guard)) rmSync(guard, { force: true });
  if (!(await createWhole(guard, ''))) return false;
  try {
    const now = await readLock(file);
    if (now === text) rmSync(file, { force: true });
    return true;
  } finally {
    rmSync(guard, { force: true });
  }
}

/** Null when there is none; throws for what is no file, as nobody of us put it there and nobody will take it away. */
async function readLock(file: string): Promise<string | null> {
  const found = await readRegularFile(file, maxBytes);
  if (found.status === 'unfit') throw Object.assign(new Error(`${file} is no file`), { code: 'EINVAL' });
  return found.status === 'read' ? found.text : null;
}

function isDead(file: string, text: string): boolean {
  const owner = ownerSchema.safeParse(parseJson(text));
  if (owner.success && fateOf(owner.data) === 'dead') return true;
  return isSilent(file);
}

function isSilent(file: string): boolean {
  const beat = statSync(file, { throwIfNoEntry: false });
  return beat !== undefined && Date.now() - beat.mtimeMs > silentMs;
}
