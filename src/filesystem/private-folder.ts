import { mkdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { CoderError } from '../errors/coder-error.ts';
import { throwIfExhausted } from '../errors/exhaustion.ts';
import { OpenFolder } from './open-folder.ts';
import { whyNotTrusted } from './why-not-trusted.ts';

/** Others may look into neither, or may pass through on the way to something of theirs. */
type Mode = 0o700 | 0o711;

/**
 * Opens a folder that nobody else can change or replace, and makes it where it alone is missing. Throws `config-invalid` when it is a
 * link, belongs to another user, was open to changes by others, or lies where others can replace it.
 */
export async function openPrivateFolder(
  folder: string,
  { mode = 0o700 }: { mode?: Mode } = {},
): Promise<OpenFolder> {
  const whole = path.resolve(folder);
  try {
    // From here on no link above it counts any more.
    const real = path.join(await realpath(path.dirname(whole)), path.basename(whole));
    const problem = await whyNotTrusted(real);
    if (problem !== null) throw unfit(real, problem);
    await mkdir(real, { mode }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    return await openOwn(real, mode);
  } catch (cause) {
    if (cause instanceof CoderError) throw cause;
    throwIfExhausted(cause);
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ELOOP' || code === 'ENOTDIR') throw unfit(whole, 'it is a link or no folder', cause);
    throw unfit(whole, message, cause);
  }
}

async function openOwn(folder: string, mode: Mode): Promise<OpenFolder> {
  const opened = await OpenFolder.open(folder);
  try {
    const status = await opened.status();
    if (status.uid !== process.getuid?.()) throw unfit(folder, `it belongs to user ${status.uid}`);
    if ((status.mode & 0o022) !== 0) throw unfit(folder, 'others may change it');
    if ((status.mode & 0o777) !== mode) await opened.chmod(mode);
    return opened;
  } catch (error) {
    await opened[Symbol.asyncDispose]();
    throw error;
  }
}

function unfit(folder: string, problem: string, cause?: unknown): CoderError {
  return new CoderError(
    `The folder ${folder} can't be used for what only this user may change: ${problem}.`,
    { code: 'config-invalid', cause },
  );
}
