import { CoderError } from '../../errors/coder-error.ts';
import { NotRegular } from '../../filesystem/file-kind.ts';
import { OpenFile } from '../../filesystem/open-file.ts';
import { usageError } from './usage-error.ts';

const maxBytes = 16 * 1024 * 1024;
const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read by this user',
};

/** The text of a file named on the command line; throws `input-invalid` saying why it can't be read. */
export async function readSmallFile(file: string, what: string): Promise<string> {
  try {
    using opened = await OpenFile.open(file);
    const bytes = await opened.read(maxBytes);
    if (bytes === null) throw usageError(`The ${what} ${file} has more than 16 MiB. Name another file.`);
    return bytes.toString('utf8');
  } catch (cause) {
    if (cause instanceof CoderError) throw cause;
    if (cause instanceof NotRegular)
      throw usageError(`The ${what} ${file} can't be read: it is a ${cause.kind}. Name another file.`);
    const { code = '', message } = cause as NodeJS.ErrnoException;
    const reason = reasons[code] ?? message;
    throw usageError(`The ${what} ${file} can't be read: ${reason}. Name another file.`);
  }
}
