import { createHmac, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { CoderError } from '../errors/coder-error.ts';
import { throwIfExhausted } from '../errors/exhaustion.ts';
import { createWhole } from './create-whole.ts';
import type { OpenFolder } from './open-folder.ts';
import { openPrivateFolder } from './private-folder.ts';
import { whyNotTrusted } from './why-not-trusted.ts';

const keyFile = 'key';
const keyBytes = 32;

/**
 * The key of this user, made at the first use in a folder that nobody else can read or change; `purpose` gives every use a key of
 * its own (32 bytes). Throws `config-invalid` where no such folder can be had or what stands in it is no key.
 */
export async function userKey(stateDir: string, purpose: string): Promise<Buffer> {
  try {
    const problem = await whyNotTrusted(stateDir); // before anything is made there
    if (problem !== null) throw new Error(problem);
    await mkdir(path.dirname(stateDir), { recursive: true, mode: 0o700 });
    await using folder = await openPrivateFolder(stateDir);
    const key = (await readKey(folder)) ?? (await makeKey(folder));
    return createHmac('sha256', key).update(`python-coder ${purpose}`).digest();
  } catch (cause) {
    if (cause instanceof CoderError) throw cause;
    throwIfExhausted(cause);
    throw new CoderError(
      `The key of this user in ${stateDir} can't be read or made (${(cause as Error).message}).`,
      { code: 'config-invalid', cause },
    );
  }
}

/** Null when there is none yet. */
async function readKey(folder: OpenFolder): Promise<Buffer | null> {
  try {
    await using file = await open(
      folder.entry(keyFile),
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    );
    const key = await file.readFile();
    if (key.length === keyBytes) return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  throw new CoderError(
    `The key of this user in ${folder.path} is damaged: remove it, and a new one is made.`,
    {
      code: 'config-invalid',
    },
  );
}

/** Of processes that make one at the same time, the first one's counts for all. */
async function makeKey(folder: OpenFolder): Promise<Buffer> {
  await createWhole(folder.entry(keyFile), randomBytes(keyBytes));
  const key = await readKey(folder);
  if (key === null)
    throw new CoderError(`The key in ${folder.path} was removed while it was made.`, { code: 'busy' });
  return key;
}
