// biome-ignore-all lint/suspicious/noControlCharactersInRegex: signatures are bytes.

import type { OleKind } from './containers/ole-kind.ts';
import type { ZipKind } from './containers/package-kind.ts';

/** What the bytes of a file look like; kinds that several formats share are told apart by the file's name. */
export type ContentKind = TextKind | SignedKind | ZipKind | OleKind;

export type TextKind =
  | 'text'
  | 'json'
  | 'xml'
  | 'xml-workbook'
  | 'svg'
  | 'html'
  | 'web-archive'
  | 'rtf'
  | 'mail'
  | 'calendar';

export type SignedKind = (typeof signatures)[number]['kind'];

/** First bytes, as Latin-1 text, that tell one binary format from all others. */
export const signatures = [
  { kind: 'png', pattern: /^\x89PNG\r\n\x1a\n/ },
  { kind: 'jpeg', pattern: /^\xff\xd8\xff/ },
  { kind: 'gif', pattern: /^GIF8[79]a/ },
  { kind: 'bmp', pattern: /^BM[\s\S]{12}[\x0c\x10\x28\x34\x38\x40\x6c\x7c]\0\0\0/ },
  { kind: 'tiff', pattern: /^(?:II[*+]\0|MM\0[*+])/ },
  { kind: 'webp', pattern: /^RIFF[\s\S]{4}WEBP/ },
  { kind: 'pdf', pattern: /^(?:\xef\xbb\xbf)?\s{0,16}%PDF-\d/ },
  {
    kind: 'biff',
    pattern: /^\x09[\0\x02\x04\x08][\x04\x06\x08\x10]\0[\s\S]{2}(?:[\x05\x06\x10\x20\x40]\0|\0\x01)/,
  },
  { kind: 'parquet', pattern: /^PAR[1E][\s\S]{0,64}[\0-\x08]/ },
  { kind: 'arrow', pattern: /^ARROW1\0\0/ },
  { kind: 'arrow-stream', pattern: /^\xff\xff\xff\xff[\s\S]{3}\0[\x04-\x40]\0\0\0/ },
  { kind: 'feather', pattern: /^FEA1[\s\S]{0,64}[\0-\x08]/ },
  { kind: 'orc', pattern: /^ORC[\s\S]{0,64}[\0-\x08]/ },
  { kind: 'hdf5', pattern: /^\x89HDF\r\n\x1a\n/ },
  { kind: 'netcdf', pattern: /^CDF[\x01\x02\x05]/ },
  { kind: 'matlab', pattern: /^MATLAB [57]\.\d MAT-file/ },
  { kind: 'npy', pattern: /^\x93NUMPY/ },
  { kind: 'fits', pattern: /^SIMPLE {2}= +T/ },
  { kind: 'sav', pattern: /^\$FL[23]@\(#\)/ },
  { kind: 'dta', pattern: /^(?:<stata_dta>|[\x69\x6c\x6e-\x73][\x01\x02]\x01\0)/ },
  { kind: 'sas7bdat', pattern: /^\0{12}\xc2\xea\x81\x60\xb3\x14\x11\xcf\xbd\x92/ },
  { kind: 'gzip', pattern: /^\x1f\x8b\x08/ },
  { kind: 'bzip2', pattern: /^BZh[1-9]1AY&SY/ },
  { kind: 'xz', pattern: /^\xfd7zXZ\0/ },
  { kind: '7z', pattern: /^7z\xbc\xaf'\x1c/ },
  { kind: 'tar', pattern: /^[\s\S]{257}ustar/ },
  { kind: 'sqlite', pattern: /^SQLite format 3\0/ },
] as const satisfies readonly { kind: string; pattern: RegExp }[];

/** A member, or the directory of an archive without any. */
export const zipMark = /^PK(?:\x03\x04|\x05\x06)/;

/** A PDF may begin within its first 1,024 bytes; then its end must be there, too, or a text speaks of the format. */
export const latePdf = { head: /^[\s\S]{1,1023}?%PDF-\d\.\d/, tail: /startxref\s+\d+\s+%%EOF/ };

/** How the text formats begin, after a byte order mark and blank space. */
export const textBeginnings: readonly { kind: TextKind; pattern: RegExp }[] = [
  { kind: 'rtf', pattern: /^\{\\rtf/ },
  { kind: 'calendar', pattern: /^BEGIN:VCALENDAR\b/i },
  {
    kind: 'html',
    pattern:
      /^(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<(?:!doctype html|html|head|body|table)\b/i,
  },
  {
    kind: 'html',
    pattern:
      /^(?:<!--[\s\S]{0,2000}?-->\s*)*<(?:a|b|big|br|caption|center|div|em|font|form|frameset|h[1-6]|hr|i|img|li|link|meta|nobr|ol|p|pre|script|section|small|span|strong|style|tbody|td|thead|title|tr|ul)\b(?![\w:.-])(?![^<>]*\sxmlns(?::\w+)?=)[\s\S]*<\/?(?:table|tr|td|div|p|br|h[1-6]|li|body)\b/i,
  },
  {
    kind: 'xml-workbook',
    pattern:
      /^(?:<\?[^>]{0,200}>\s*|<!--[\s\S]{0,2000}?-->\s*)*<(?:\w+:)?Workbook\s[^<>]*"urn:schemas-microsoft-com:office:spreadsheet"/,
  },
  {
    kind: 'svg',
    pattern:
      /^(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*|<!DOCTYPE svg[^>]{0,400}>\s*)*<(?:\w+:)?svg\b/i,
  },
  { kind: 'xml', pattern: /^<\?xml\s|^<[A-Za-z_][\w.:-]*(?:\s[^<>]*)?>[\s\S]*<\// },
  {
    kind: 'web-archive',
    pattern:
      /^(?=(?:[\s\S]{0,4000}\n)?mime-version:)(?![\s\S]{0,4000}\n(?:to|received):)(?:[\w-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}content-type:\s*multipart\/related/i,
  },
  {
    kind: 'mail',
    pattern:
      /^(?=(?:[\s\S]{0,8000}\n)?(?:from|received|return-path):)(?:[\w-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){3}/i,
  },
];
