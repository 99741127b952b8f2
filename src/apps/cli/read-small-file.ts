import { readFile, stat } from 'node:fs/promises';
import { CoderError } from '../../errors/coder-error.ts';
import { usageError } from './usage-error.ts';

const maxBytes = 16 * 1024 * 1024;
const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read by this user',
};

/** The text of a file named on the command line; throws `input-invalid` saying why it can't be read. */
export async function readSmallFile(file: string, what: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > maxBytes) throw usageError(`The ${what} ${file} has more than 16 MiB. Name another file.`);
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof CoderError) throw cause;
    const { code = '', message } = cause as NodeJS.ErrnoException;
    const reason = reasons[code] ?? message;
    throw usageError(`The ${what} ${file} can't be read: ${reason}. Name another file.`);
  }
}
