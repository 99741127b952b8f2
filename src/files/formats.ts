import type { FileDescription } from '../contracts/file-description.ts';
import type { ContentKind } from './content-kinds.ts';

export type FileType = FileDescription['type'];

export const families = [
  'text',
  'table',
  'structured',
  'spreadsheet',
  'document',
  'PDF',
  'columnar',
  'scientific',
  'statistics',
  'database',
  'image',
  'archive',
  'mail and calendar',
] as const;

export interface FileFormat {
  type: FileType;
  family: (typeof families)[number];
  /** What such a file is, with its article. */
  title: string;
  extensions: readonly [string, ...string[]];
  mediaType: string;
  /** What a file of this type looks like; the first kind is its own, the others it shares with types that own them. */
  contents: readonly [ContentKind, ...ContentKind[]];
}

type Row = [
  type: FileType,
  extensions: string,
  title: string,
  mediaType: string,
  contents: readonly [ContentKind, ...ContentKind[]],
];

const office = 'application/vnd.openxmlformats-officedocument';
/** Everything that is text may stand in a file that promises no more than that. */
const anyText = ['text', 'json', 'xml', 'svg', 'html', 'rtf', 'mail', 'calendar'] as const;

const rows: Record<FileFormat['family'], readonly Row[]> = {
  text: [
    ['txt', '.txt', 'a text', 'text/plain', anyText],
    ['md', '.md', 'a Markdown text', 'text/markdown', anyText],
    ['log', '.log', 'a log', 'text/plain', anyText],
    ['rtf', '.rtf', 'a rich text', 'application/rtf', ['rtf']],
    ['html', '.html .htm', 'an HTML page', 'text/html', ['html', 'xml', 'svg', 'text', 'web-archive']],
  ],
  table: [
    ['csv', '.csv', 'text with separated fields', 'text/csv', ['text', 'mail']],
    ['tsv', '.tsv', 'text with tabs', 'text/tab-separated-values', ['text', 'mail']],
  ],
  structured: [
    ['json', '.json', 'JSON', 'application/json', ['json', 'text', 'mail']],
    ['jsonl', '.jsonl .ndjson', 'JSON Lines', 'application/jsonl', ['json', 'text', 'mail']],
    ['xml', '.xml', 'an XML document', 'application/xml', ['xml', 'svg', 'html', 'text']],
    ['yaml', '.yaml .yml', 'YAML', 'application/yaml', ['text', 'json', 'mail']],
    ['toml', '.toml', 'TOML', 'application/toml', ['text', 'json']],
  ],
  spreadsheet: [
    ['xlsx', '.xlsx', 'an .xlsx workbook', `${office}.spreadsheetml.sheet`, ['xlsx']],
    [
      'xls',
      '.xls',
      'an .xls workbook',
      'application/vnd.ms-excel',
      ['ole-workbook', 'ole', 'biff', 'xml-workbook'],
    ],
    ['xlsm', '.xlsm', 'an .xlsm workbook', 'application/vnd.ms-excel.sheet.macroEnabled.12', ['xlsm']],
    ['xlsb', '.xlsb', 'an .xlsb workbook', 'application/vnd.ms-excel.sheet.binary.macroEnabled.12', ['xlsb']],
    ['ods', '.ods', 'an OpenDocument sheet', 'application/vnd.oasis.opendocument.spreadsheet', ['ods']],
  ],
  document: [
    ['docx', '.docx', 'a Word document', `${office}.wordprocessingml.document`, ['docx']],
    ['doc', '.doc', 'an old Word document', 'application/msword', ['ole-word', 'ole']],
    ['odt', '.odt', 'an OpenDocument text', 'application/vnd.oasis.opendocument.text', ['odt']],
    ['pptx', '.pptx', 'a presentation', `${office}.presentationml.presentation`, ['pptx']],
  ],
  PDF: [['pdf', '.pdf', 'a PDF document', 'application/pdf', ['pdf']]],
  columnar: [
    ['parquet', '.parquet', 'a Parquet file', 'application/vnd.apache.parquet', ['parquet']],
    ['feather', '.feather', 'a Feather file', 'application/vnd.apache.arrow.file', ['feather', 'arrow']],
    ['arrow', '.arrow', 'an Arrow file', 'application/vnd.apache.arrow.file', ['arrow', 'arrow-stream']],
    ['orc', '.orc', 'an ORC file', 'application/vnd.apache.orc', ['orc']],
  ],
  scientific: [
    ['h5', '.h5 .hdf5', 'an HDF5 file', 'application/x-hdf5', ['hdf5']],
    ['nc', '.nc', 'a netCDF file', 'application/x-netcdf', ['netcdf', 'hdf5']],
    ['mat', '.mat', 'a MATLAB file', 'application/x-matlab-data', ['matlab', 'hdf5', 'text']],
    ['npy', '.npy', 'a NumPy array', 'application/x-npy', ['npy']],
    ['npz', '.npz', 'an archive of NumPy arrays', 'application/x-npz', ['npz']],
    ['fits', '.fits .fit', 'a FITS file', 'application/fits', ['fits']],
    ['dat', '.dat', 'a data file', 'application/octet-stream', ['text', 'mail']],
  ],
  statistics: [
    ['sav', '.sav', 'an SPSS file', 'application/x-spss-sav', ['sav']],
    ['dta', '.dta', 'a Stata file', 'application/x-stata-dta', ['dta']],
    ['sas7bdat', '.sas7bdat', 'a SAS table', 'application/x-sas-data', ['sas7bdat']],
  ],
  database: [['sqlite', '.sqlite .sqlite3 .db', 'a SQLite database', 'application/vnd.sqlite3', ['sqlite']]],
  image: [
    ['png', '.png', 'a PNG image', 'image/png', ['png']],
    ['jpeg', '.jpg .jpeg', 'a JPEG image', 'image/jpeg', ['jpeg']],
    ['gif', '.gif', 'a GIF image', 'image/gif', ['gif']],
    ['bmp', '.bmp', 'a BMP image', 'image/bmp', ['bmp']],
    ['tiff', '.tif .tiff', 'a TIFF image', 'image/tiff', ['tiff']],
    ['webp', '.webp', 'a WebP image', 'image/webp', ['webp']],
    ['svg', '.svg', 'an SVG drawing', 'image/svg+xml', ['svg', 'xml']],
  ],
  archive: [
    ['zip', '.zip', 'a ZIP archive', 'application/zip', ['zip']],
    ['tar', '.tar', 'a tar archive', 'application/x-tar', ['tar', 'text']],
    ['gz', '.gz .tgz', 'a gzip archive', 'application/gzip', ['gzip']],
    ['bz2', '.bz2 .tbz2', 'a bzip2 archive', 'application/x-bzip2', ['bzip2']],
    ['xz', '.xz .txz', 'an xz archive', 'application/x-xz', ['xz']],
    ['7z', '.7z', 'a 7-Zip archive', 'application/x-7z-compressed', ['7z']],
  ],
  'mail and calendar': [
    ['eml', '.eml', 'a mail', 'message/rfc822', ['mail', 'text', 'html', 'web-archive']],
    ['ics', '.ics', 'a calendar', 'text/calendar', ['calendar']],
  ],
};

/** Every format that works; a new one is a row above, its describer a row in `src/python/describers/registry.py`. */
export const formats: readonly FileFormat[] = families.flatMap((family) =>
  rows[family].map(([type, extensions, title, mediaType, contents]) => ({
    type,
    family,
    title,
    extensions: extensions.split(' ') as [string, ...string[]],
    mediaType,
    contents,
  })),
);

/** Extensions of the files that a task may use, in lower case with the dot. */
export const SUPPORTED_FILE_TYPES: readonly string[] = formats.flatMap((format) => format.extensions);

/** The format a file name promises, or undefined. */
export function formatOfName(name: string): FileFormat | undefined {
  const extension = extensionOf(name);
  return formats.find((format) => format.extensions.includes(extension));
}

/** The format that content of this kind has unless the name says more: the one that owns it, else the first that may look so. */
export function formatOfContent(kind: ContentKind): FileFormat {
  const owner = formats.find(({ contents: [own] }) => own === kind);
  return owner ?? (formats.find(({ contents }) => contents.includes(kind)) as FileFormat);
}

/** Extension in lower case with its dot; the whole name when it is nothing else, empty when there is none. */
export function extensionOf(name: string): string {
  return /\.[^./\\]+$/.exec(name)?.[0].toLowerCase() ?? '';
}
