import type { DescriptionOf, FileDescription } from '../../contracts/file-description.ts';
import { escapeLine } from './escape-terminal.ts';
import { formatBytes, formatCount } from './format-units.ts';

type Type = FileDescription['type'];
type Shapes = { [Each in Type]: (file: DescriptionOf<Each>) => string };

const text = (file: DescriptionOf<'txt'>): string =>
  `${formatCount(file.lineCount, 'line')}, ${formatCount(file.wordCount, 'word')}`;
const tree = (file: DescriptionOf<'json'>): string =>
  `${escapeLine(file.structure)}, ${formatCount(file.itemCount, 'item')}`;
const document = (file: DescriptionOf<'docx'>): string =>
  [
    file.slideCount === undefined
      ? formatCount(file.paragraphCount, 'paragraph')
      : formatCount(file.slideCount, 'slide'),
    formatCount(file.wordCount, 'word'),
    ...(file.tables.length > 0 ? [formatCount(file.tables.length + file.omittedTables, 'table')] : []),
  ].join(', ');
const datasets = (file: DescriptionOf<'nc'>): string =>
  `${escapeLine(file.container)}, ${formatCount(file.datasets.length + file.omittedDatasets, 'dataset')}`;
const pixels = (file: DescriptionOf<'png'>): string =>
  `${file.width} x ${file.height} pixels${file.frameCount > 1 ? `, ${formatCount(file.frameCount, 'frame')}` : ''}`;
const archive = (file: DescriptionOf<'zip'>): string =>
  `${formatCount(file.memberCount, 'file')}, ${formatBytes(file.unpackedBytes)} unpacked`;

const shapes: Shapes = {
  csv: tableShape,
  tsv: tableShape,
  xlsx: sheetShape,
  xls: sheetShape,
  xlsm: sheetShape,
  xlsb: sheetShape,
  ods: sheetShape,
  json: tree,
  jsonl: tree,
  yaml: tree,
  toml: tree,
  xml: (file) => `<${escapeLine(file.rootElement)}>, ${formatCount(file.itemCount, 'item')}`,
  txt: text,
  md: text,
  log: text,
  rtf: text,
  html: text,
  docx: document,
  doc: document,
  odt: document,
  pptx: document,
  pdf: (file) => `${formatCount(file.pageCount, 'page')}, ${formatCount(file.wordCount, 'word')}`,
  parquet: tableShape,
  feather: tableShape,
  arrow: tableShape,
  orc: tableShape,
  sav: tableShape,
  dta: tableShape,
  sas7bdat: tableShape,
  h5: datasets,
  nc: datasets,
  mat: datasets,
  npy: datasets,
  npz: datasets,
  fits: datasets,
  dat: datasets,
  sqlite: (file) => formatCount(file.tables.length + file.omittedTables, 'table'),
  png: pixels,
  jpeg: pixels,
  gif: pixels,
  bmp: pixels,
  tiff: pixels,
  webp: pixels,
  svg: (file) =>
    `${formatCount(
      Object.values(file.elements).reduce((sum, each) => sum + each, 0),
      'element',
    )}`,
  zip: archive,
  tar: archive,
  gz: archive,
  bz2: archive,
  xz: archive,
  '7z': archive,
  eml: (file) =>
    `${formatCount(file.wordCount, 'word')}, ${formatCount(file.attachments.length, 'attachment')}`,
  ics: (file) => formatCount(file.eventCount, 'event'),
  undescribed: () => 'not looked into',
  unusable: () => 'left out',
};

/** The size of a file in the unit that fits its kind. */
export function fileShape(file: FileDescription): string {
  const shape = shapes[file.type] as (file: FileDescription) => string;
  return shape(file);
}

/** "60 rows x 5 columns", with the columns a description leaves out counted. */
export function tableShape(table: { rowCount: number; columns: unknown[]; omittedColumns: number }): string {
  return `${formatCount(table.rowCount, 'row')} x ${formatCount(table.columns.length + table.omittedColumns, 'column')}`;
}

function sheetShape(file: DescriptionOf<'xlsx'>): string {
  const first = file.sheets[0];
  const sheets = formatCount(file.sheets.length + file.omittedSheets, 'sheet');
  return file.sheets.length === 1 && first ? `${sheets}, ${tableShape(first)}` : sheets;
}
