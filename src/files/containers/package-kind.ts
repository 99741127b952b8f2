import type { ByteSource } from './byte-source.ts';
import type { Foreign } from './ole-kind.ts';
import { readZipDirectory, readZipPart, type ZipEntry } from './zip-directory.ts';

export type ZipKind = 'xlsx' | 'xlsm' | 'xlsb' | 'docx' | 'pptx' | 'odt' | 'ods' | 'npz' | 'zip';

/** What a ZIP container is: a format, a format that nothing here reads, or one whose end is missing. */
export type PackageKind = { kind: ZipKind } | { foreign: Foreign } | { cut: true };

interface Row {
  pattern: RegExp;
  is: ZipKind | { foreign: Foreign };
}

/** How the main part of an Office package is declared; the first row that fits decides. */
const contentTypes: readonly Row[] = [
  { pattern: /ms-excel\.sheet\.binary\.macroEnabled\.main/i, is: 'xlsb' },
  { pattern: /ms-excel\.(?:sheet|template|addin)\.macroEnabled\.main\+xml/i, is: 'xlsm' },
  { pattern: /spreadsheetml\.(?:sheet|template)\.main\+xml/i, is: 'xlsx' },
  {
    pattern:
      /wordprocessingml\.(?:document|template)\.main\+xml|ms-word\.(?:document|template)\.macroEnabled\w*\.main\+xml/i,
    is: 'docx',
  },
  {
    pattern:
      /presentationml\.(?:presentation|slideshow|template)\.main\+xml|ms-powerpoint\.\w+\.macroEnabled\.main\+xml/i,
    is: 'pptx',
  },
  { pattern: /ms-visio\.\w+(?:\.macroEnabled)?\.main\+xml/i, is: { foreign: { name: 'a Visio drawing' } } },
];

/** What the member `mimetype` says of an OpenDocument file or a book. */
const mediaTypes: readonly Row[] = [
  { pattern: /^application\/vnd\.oasis\.opendocument\.spreadsheet(?:-template)?$/, is: 'ods' },
  { pattern: /^application\/vnd\.oasis\.opendocument\.text(?:-template|-master)?$/, is: 'odt' },
  {
    pattern: /^application\/vnd\.oasis\.opendocument\./,
    is: { foreign: { name: 'an OpenDocument drawing or presentation' } },
  },
  { pattern: /^application\/epub\+zip$/, is: { foreign: { name: 'an EPUB book' } } },
  { pattern: /^application\/vnd\.sun\.xml\./, is: { foreign: { name: 'an OpenOffice.org 1 document' } } },
];

/** Names of main parts, for packages that don't declare theirs. */
const parts: readonly Row[] = [
  { pattern: /^xl\/vbaProject\.bin$/i, is: 'xlsm' },
  { pattern: /^xl\/workbook\.bin$/i, is: 'xlsb' },
  { pattern: /^xl\/workbook\d*\.xml$/i, is: 'xlsx' },
  { pattern: /^word\/document\d*\.xml$/i, is: 'docx' },
  { pattern: /^ppt\/presentation\d*\.xml$/i, is: 'pptx' },
  {
    pattern: /^Index\/(?:Document|CalculationEngine)\.iwa$/i,
    is: { foreign: { name: 'an Apple Numbers, Pages or Keynote document' } },
  },
];

/** Beginnings of names of members that tell an office file whose directory is missing. */
const officeBeginning =
  /^(?:\[Content_Types\]\.xml|_rels\/|docProps\/|customXml\/|xl\/|word\/|ppt\/|mimetype)/;
const headerBytes = 30;

/** Tells by the directory of the container, never by bytes of what is inside of it. */
export async function packageKind(source: ByteSource): Promise<PackageKind> {
  const entries = await readZipDirectory(source);
  if (entries === null) return officeBeginning.test(firstName(source.head)) ? { cut: true } : { kind: 'zip' };
  const files = entries.filter(({ name }) => !name.endsWith('/'));
  if (files.length > 0 && files.every(({ name }) => name.endsWith('.npy'))) return { kind: 'npz' };
  const text = (part: string) => partText(source, files, part);
  const declared =
    rowOf(contentTypes, await text('[content_types].xml')) ??
    rowOf(mediaTypes, await text('mimetype')) ??
    rowOf(mediaTypes, rootMediaType(await text('meta-inf/manifest.xml')));
  const named = parts.find(({ pattern }) => files.some(({ name }) => pattern.test(name)))?.is;
  // Programs add macros without saying so.
  const found = declared === undefined || (declared === 'xlsx' && named === 'xlsm') ? named : declared;
  if (found === undefined) return { kind: 'zip' };
  return typeof found === 'string' ? { kind: found } : found;
}

function rowOf(rows: readonly Row[], text: string): Row['is'] | undefined {
  return rows.find(({ pattern }) => pattern.test(text))?.is;
}

/** The text of a small part, whose name is written in any case; empty where there is none. */
async function partText(source: ByteSource, entries: readonly ZipEntry[], part: string): Promise<string> {
  const entry = entries.find(({ name }) => name.toLowerCase() === part);
  const content = entry && (await readZipPart(source, entry));
  return content?.toString('latin1').replaceAll('\0', '').trim() ?? '';
}

/** The manifest of an OpenDocument file lists the document itself under the path "/". */
function rootMediaType(manifest: string): string {
  const root = /<[^<>]*\bfull-path="\/"[^<>]*>/.exec(manifest)?.[0] ?? '';
  return /\bmedia-type="([^"]*)"/.exec(root)?.[1] ?? '';
}

function firstName(head: Buffer): string {
  return head.length < headerBytes
    ? ''
    : head.toString('latin1', headerBytes, headerBytes + head.readUInt16LE(26));
}
