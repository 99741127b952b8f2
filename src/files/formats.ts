import type { FileDescription } from '../contracts/file-description.ts';

export type FileType = FileDescription['type'];

/** What the first and last bytes of a file tell; `text` is everything without a known signature. */
export type ContentKind = 'text' | 'zip-workbook' | 'zip-macro-workbook' | 'ole-document';

export interface FileFormat {
  type: FileType;
  family: 'text' | 'delimited' | 'structured' | 'excel';
  extensions: readonly [string, ...string[]];
  mediaType: string;
  /** What a file of this type looks like; several types may look alike, then the extension decides. */
  content: ContentKind;
}

const excelMediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Every format that works; a new one is a row here, its describer a row in `src/python/describers/registry.py`. */
export const formats: readonly FileFormat[] = [
  { type: 'csv', family: 'delimited', extensions: ['.csv'], mediaType: 'text/csv', content: 'text' },
  {
    type: 'tsv',
    family: 'delimited',
    extensions: ['.tsv'],
    mediaType: 'text/tab-separated-values',
    content: 'text',
  },
  {
    type: 'json',
    family: 'structured',
    extensions: ['.json'],
    mediaType: 'application/json',
    content: 'text',
  },
  {
    type: 'jsonl',
    family: 'structured',
    extensions: ['.jsonl', '.ndjson'],
    mediaType: 'application/jsonl',
    content: 'text',
  },
  { type: 'txt', family: 'text', extensions: ['.txt'], mediaType: 'text/plain', content: 'text' },
  { type: 'md', family: 'text', extensions: ['.md'], mediaType: 'text/markdown', content: 'text' },
  { type: 'log', family: 'text', extensions: ['.log'], mediaType: 'text/plain', content: 'text' },
  {
    type: 'xlsx',
    family: 'excel',
    extensions: ['.xlsx'],
    mediaType: excelMediaType,
    content: 'zip-workbook',
  },
  {
    type: 'xls',
    family: 'excel',
    extensions: ['.xls'],
    mediaType: 'application/vnd.ms-excel',
    content: 'ole-document',
  },
  {
    type: 'xlsm',
    family: 'excel',
    extensions: ['.xlsm'],
    mediaType: 'application/vnd.ms-excel.sheet.macroEnabled.12',
    content: 'zip-macro-workbook',
  },
];

/** Extensions of the files that a task may use, in lower case with the dot. */
export const SUPPORTED_FILE_TYPES: readonly string[] = formats.flatMap((format) => format.extensions);

/** The format a file name promises, or undefined. */
export function formatOfName(name: string): FileFormat | undefined {
  const extension = extensionOf(name);
  return formats.find((format) => format.extensions.includes(extension));
}

/** Extension in lower case with its dot; the whole name when it is nothing else, empty when there is none. */
export function extensionOf(name: string): string {
  return /\.[^./\\]+$/.exec(name)?.[0].toLowerCase() ?? '';
}
