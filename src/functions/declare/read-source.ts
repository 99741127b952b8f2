import { type FileKind, NotRegular } from '../../filesystem/file-kind.ts';
import { OpenFile } from '../../filesystem/open-file.ts';

/** The text of a file of declarations without its byte order mark, or why there is none. */
export type SourceText = { text: string } | { problem: string; suggestion: string | null };

const mostBytes = 2 ** 20;

const reasons: Record<string, string> = {
  ENOENT: 'It does not exist',
  ENOTDIR: 'It does not exist',
  EACCES: 'It may not be read by this user',
  EPERM: 'It may not be read by this user',
  ELOOP: 'Its links lead in a circle',
};

/** Follows links, as a mounted configuration is one, and never waits for a pipe. */
export async function readSource(file: string): Promise<SourceText> {
  try {
    using opened = await OpenFile.open(file);
    const bytes = await opened.read(mostBytes);
    if (bytes === null)
      return { problem: 'It has more than 1 MiB', suggestion: 'split the functions into several files' };
    return decode(bytes);
  } catch (error) {
    if (error instanceof NotRegular) return notAFile(error.kind);
    const reason = reasons[(error as NodeJS.ErrnoException).code ?? ''];
    if (reason === undefined) throw error;
    return { problem: reason, suggestion: null };
  }
}

function notAFile(kind: FileKind): SourceText {
  return { problem: `It is a ${kind}`, suggestion: 'name the YAML file' };
}

function decode(bytes: Buffer): SourceText {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { problem: 'It is not UTF-8 text', suggestion: 'save it as UTF-8' };
  }
}
