import { type ByteSource, withBytes } from './containers/byte-source.ts';
import { type Foreign, oleKind, oleMark } from './containers/ole-kind.ts';
import { packageKind } from './containers/package-kind.ts';
import { readZipDirectory } from './containers/zip-directory.ts';
import { type ContentKind, latePdf, signatures, textBeginnings, zipMark } from './content-kinds.ts';
import { foreignSignatures, stubs } from './foreign-signatures.ts';

interface Told {
  kind: ContentKind;
  /** True when bytes stand in it that no text has. */
  isBinary: boolean;
}

/** What a file is by its bytes; `foreign` names content that no describer takes, `stub` says why the content is not there. */
export type Content =
  | Told
  | { kind: 'foreign'; name: string; advice?: string | undefined }
  | { kind: 'stub'; problem: string };

const cutOff = 'is an office document whose end is missing; save or download it again';
const maxStubBytes = 1_024;

/** Compares the beginning and the end of a file, and reads the names in the directory of a container; it parses nothing else. */
export function sniffContent(path: string): Promise<Content> {
  return withBytes(path, async (source) => {
    const beginning = source.head.toString('latin1');
    if (zipMark.test(beginning)) return inPackage(await packageKind(source));
    if (beginning.startsWith(oleMark)) return inPackage(await oleKind(source));
    const signed = signatures.find(({ pattern }) => pattern.test(beginning));
    if (signed !== undefined) return { kind: signed.kind, isBinary: true };
    const foreign = foreignSignatures.find(({ pattern }) => pattern.test(beginning));
    if (foreign !== undefined) return { kind: 'foreign', name: foreign.name, advice: foreign.advice };
    if (latePdf.head.test(beginning) && latePdf.tail.test(source.tail.toString('latin1')))
      return { kind: 'pdf', isBinary: true };
    const stub =
      source.size <= maxStubBytes ? stubs.find(({ pattern }) => pattern.test(beginning)) : undefined;
    if (stub !== undefined) return { kind: 'stub', problem: stub.problem };
    const text = textContent(source);
    // Some archives begin with a program or a note that unpacks or explains them.
    const isPackage = text.isBinary && text.kind === 'text' && (await readZipDirectory(source))?.length;
    return isPackage ? inPackage(await packageKind(source)) : text;
  });
}

function inPackage(found: { kind: ContentKind } | { foreign: Foreign } | { cut: true }): Content {
  if ('kind' in found) return { kind: found.kind, isBinary: true };
  if ('cut' in found) return { kind: 'stub', problem: cutOff };
  return { kind: 'foreign', name: found.foreign.name, advice: found.foreign.advice };
}

function textContent({ head, tail }: ByteSource): Told {
  const beginning = head.toString('latin1').replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '');
  const plain = beginning.replaceAll('\0', '').trimStart();
  const ending = tail.toString('latin1').replaceAll('\0', '').trimEnd();
  const isJson = /^(?:\{\s*["}]|\[\s*(?:[[{"\]]|-?\d))/.test(plain) && /[}\]]$/.test(ending);
  const kind = isJson ? 'json' : (textBeginnings.find(({ pattern }) => pattern.test(plain))?.kind ?? 'text');
  return { kind, isBinary: isBinary(head) };
}

/** Texts have zeros only in UTF-16 and UTF-32, and of other control characters at most two, which separate fields and records. */
function isBinary(head: Buffer): boolean {
  const controls = new Set(head.filter(isControl));
  return controls.size > 2 || (head.includes(0) && (controls.size > 0 || !isWide(head)));
}

/** Control characters that no text uses. */
function isControl(byte: number): boolean {
  return (byte > 0 && byte < 8) || (byte > 13 && byte < 26) || (byte > 27 && byte < 32);
}

/** Whether the zeros stand where those of characters of two or four bytes do. */
function isWide(head: Buffer): boolean {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return true;
  const zeros = [0, 0, 0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 4] = (zeros[at % 4] as number) + 1;
  const [first, second, third, fourth] = zeros as [number, number, number, number];
  const [even, odd] = [first + third, second + fourth];
  const isTwoBytes = Math.min(even, odd) <= Math.max(even, odd) / 10;
  return isTwoBytes || (second > 0 && third > 0 && Math.min(first, fourth) === 0);
}
