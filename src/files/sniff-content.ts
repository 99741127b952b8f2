import { open } from 'node:fs/promises';
import {
  type ContentKind,
  officeBeginning,
  signatures,
  textBeginnings,
  zipMark,
  zipParts,
} from './content-kinds.ts';
import { foreignSignatures } from './foreign-signatures.ts';

/** What a file is by its bytes; `foreign` names content that no describer takes. */
export type Content =
  | {
      kind: ContentKind;
      /** True when bytes stand in it that no text has. */
      isBinary: boolean;
    }
  | { kind: 'foreign'; name: string }
  | { kind: 'cut'; problem: string };

const headBytes = 16 * 1024;
const tailBytes = 64 * 1024;
const oleMark = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';

/** Looks at the beginning and the end of a file and compares bytes; it parses nothing. */
export async function sniffContent(path: string): Promise<Content> {
  const { head, tail } = await readEnds(path);
  const beginning = head.toString('latin1');
  if (zipMark.test(beginning)) return zipContent(head, tail);
  if (beginning.startsWith(oleMark)) return { kind: oleKind(Buffer.concat([head, tail])), isBinary: true };
  const foreign = foreignSignatures.find(({ pattern }) => pattern.test(beginning));
  if (foreign !== undefined) return { kind: 'foreign', name: foreign.name };
  const signed = signatures.find(({ pattern }) => pattern.test(beginning));
  if (signed !== undefined) return { kind: signed.kind, isBinary: true };
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

/** The first member's name tells an office file from an archive; names of its parts stand in clear at its end. */
function zipContent(head: Buffer, tail: Buffer): Content {
  const first = head.length < 30 ? '' : head.toString('latin1', 30, 30 + head.readUInt16LE(26));
  if (first.endsWith('.npy')) return { kind: 'npz', isBinary: true };
  if (!officeBeginning.test(first)) return { kind: 'zip', isBinary: true };
  const ends = Buffer.concat([head, tail]);
  const known = zipParts.find(({ part }) => ends.includes(part, 'latin1'));
  if (known !== undefined) return { kind: known.kind, isBinary: true };
  if (first === 'mimetype')
    return { kind: 'foreign', name: 'an OpenDocument drawing, a presentation or a book' };
  return { kind: 'cut', problem: 'is an office document whose end is missing; save or download it again' };
}

/** Streams of an OLE container are named in UTF-16. */
function oleKind(ends: Buffer): ContentKind {
  if (ends.includes('WordDocument', 'utf16le')) return 'ole-word';
  return ends.includes('Workbook', 'utf16le') ? 'ole-workbook' : 'ole';
}

/** Control characters that no text uses; zero bytes stand in UTF-16. */
function isControl(byte: number): boolean {
  return (byte > 0 && byte < 8) || (byte > 13 && byte < 26) || (byte > 27 && byte < 32);
}

function textContent(head: Buffer, tail: Buffer): Content {
  const beginning = head.toString('latin1').replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '');
  const plain = beginning.replaceAll('\0', '').trimStart();
  const ending = tail.toString('latin1').replaceAll('\0', '').trimEnd();
  const isJson = /^(?:\{\s*["}]|\[\s*(?:[[{"\]]|-?\d))/.test(plain) && /[}\]]$/.test(ending);
  const kind = isJson ? 'json' : (textBeginnings.find(({ pattern }) => pattern.test(plain))?.kind ?? 'text');
  return { kind, isBinary: head.some(isControl) };
}
