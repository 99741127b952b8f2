import { OpenFile } from '../../filesystem/open-file.ts';
import { isBelow } from './is-below.ts';

/** More could keep the policy busy for minutes. */
const maxFileBytes = 2 ** 18;
const maxBytes = 8 * 2 ** 20;
const maxFiles = 500;

/** The text of a source, or why it can't be one. */
export type SourceText =
  | { status: 'read'; text: string }
  | { status: 'unusable'; rule: string; message: string; suggestion: string | null };

/** What has been read so far, for the caps of one set. */
export interface ReadSoFar {
  files: number;
  bytes: number;
}

/** A source as it was read, whoever asks for it. */
export interface ReadSource {
  text: SourceText;
  /** Where the file really lies; null for what could not be opened. */
  real: string | null;
}

/** Reads a source once, as UTF-8 with LF newlines; it must be a regular file. */
export async function readSource(file: string, soFar: ReadSoFar): Promise<ReadSource> {
  if (soFar.files >= maxFiles) {
    const hint = 'Split the set.';
    return {
      text: unusable('too-many-sources', `it is one of more than ${maxFiles} files`, hint),
      real: null,
    };
  }
  soFar.files += 1;
  try {
    using opened = await OpenFile.open(file);
    const real = await opened.realPath();
    return { text: await readOpened(opened, soFar), real };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { text: unusable('source-unreadable', error.message), real: null };
  }
}

/** What those who search these real folders may have of a source: its real place must be below one of them. */
export function textBelow({ text, real }: ReadSource, roots: readonly string[]): SourceText {
  if (real === null || roots.some((root) => isBelow(real, root))) return text;
  const hint = 'Put the file itself there, or add the folder it lies in to python_path.';
  return unusable('source-outside', 'it is a link that leads out of the folders of the set', hint);
}

async function readOpened(opened: OpenFile, soFar: ReadSoFar): Promise<SourceText> {
  const bytes = await opened.read(maxFileBytes);
  if (bytes === null) {
    const hint = 'Split it, and give data as files.';
    return unusable('source-too-large', `it has more than ${maxFileBytes} bytes`, hint);
  }
  soFar.bytes += bytes.length;
  if (soFar.bytes > maxBytes) {
    return unusable('too-many-sources', `the set has more than ${maxBytes} bytes of sources`);
  }
  return decode(bytes);
}

const cookie = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const utf8Names = /^(?:utf-?8(?:-sig|-unix)?|u8|us-ascii|ascii)$/;

/** Other encodings could have Python read another program than the one that was judged. */
function decode(bytes: Buffer): SourceText {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch {
    return unusable('encoding', 'it is not UTF-8', 'Save it as UTF-8.');
  }
  const [first = '', second = ''] = text.split('\n', 2);
  const isComment = /^[ \t\f]*(?:#|$)/.test(first);
  const named = (cookie.exec(first) ?? (isComment ? cookie.exec(second) : null))?.[1];
  if (named === undefined || utf8Names.test(named.toLowerCase().replaceAll('_', '-'))) {
    return { status: 'read', text };
  }
  return unusable('encoding', `its first lines say it is ${named}`, 'Save it as UTF-8 without that comment.');
}

function unusable(rule: string, message: string, suggestion: string | null = null): SourceText {
  return { status: 'unusable', rule, message, suggestion };
}
