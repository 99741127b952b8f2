import { open } from 'node:fs/promises';
import { foreignBinary, foreignTexts } from './foreign-signatures.ts';
import type { ContentKind } from './formats.ts';

/** What a file is by its bytes; `foreign` names content that no describer takes. */
export type Content =
  | { kind: Exclude<ContentKind, 'text'> }
  | { kind: 'text'; looksLike: 'json' | 'text'; foreign?: string }
  | { kind: 'foreign'; name: string };

const headBytes = 16 * 1024;
const tailBytes = 64 * 1024;
const zipMark = 'PK\x03\x04';
const oleMark = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';

/** Looks at the beginning and the end of a file and compares bytes; it parses nothing. */
export async function sniffContent(path: string): Promise<Content> {
  const { head, tail } = await readEnds(path);
  const mark = head.subarray(0, 8).toString('latin1');
  if (mark.startsWith(zipMark)) return zipContent(Buffer.concat([head, tail]));
  if (mark === oleMark) return { kind: 'ole-document' };
  const binary = foreignBinary(head);
  if (binary !== undefined) return { kind: 'foreign', name: binary };
  return textContent(head, tail);
}

async function readEnds(path: string): Promise<{ head: Buffer; tail: Buffer }> {
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  const read = async (position: number, length: number): Promise<Buffer> => {
    const buffer = Buffer.alloc(Math.min(length, size - position));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
    return buffer.subarray(0, bytesRead);
  };
  return { head: await read(0, headBytes), tail: await read(Math.max(0, size - tailBytes), tailBytes) };
}

/** Names of the parts stand in clear in the directory at the end of a ZIP container. */
function zipContent(ends: Buffer): Content {
  if (ends.includes('xl/vbaProject.bin')) return { kind: 'zip-macro-workbook' };
  if (ends.includes('xl/workbook.xml')) return { kind: 'zip-workbook' };
  const parts = [
    ['xl/workbook.bin', 'a binary workbook (.xlsb)'],
    ['word/document.xml', 'a Word document'],
    ['ppt/presentation.xml', 'a presentation'],
    ['application/vnd.oasis.opendocument', 'an OpenDocument file'],
  ] as const;
  const name = parts.find(([part]) => ends.includes(part))?.[1] ?? 'a ZIP archive';
  return { kind: 'foreign', name };
}

function textContent(head: Buffer, tail: Buffer): Content {
  const beginning = head.toString('latin1').replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '');
  const plain = beginning.replaceAll('\0', '');
  const foreign = foreignTexts.find(({ pattern }) => pattern.test(plain))?.name;
  const ending = tail.toString('latin1').replaceAll('\0', '').trimEnd();
  const isJson = /^\s*(?:\{\s*["}]|\[\s*(?:[[{"\]]|-?\d))/.test(plain) && /[}\]]$/.test(ending);
  return { kind: 'text', looksLike: isJson ? 'json' : 'text', ...(foreign ? { foreign } : {}) };
}
