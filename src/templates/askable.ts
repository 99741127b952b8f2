import type {
  Column,
  FileDescription,
  JsonDescription,
  TextDescription,
  XmlDescription,
} from '../contracts/file-description.ts';
import { LoadExpression } from './program.ts';
import { splitWords, stemWord } from './stem-word.ts';

/** One table a question can be about: a delimited file, a sheet, or the records of a JSON file. */
export interface AskableTable {
  kind: 'table';
  /** For people: `sales.xlsx, sheet Q1`. */
  label: string;
  /** The name that tells it from the other tables: the sheet's inside one workbook, else the file's. */
  title: string;
  fileName: string;
  load: LoadExpression;
  columns: readonly Column[];
  omittedColumns: number;
  rowCount: number;
  sampleRows: readonly Record<string, unknown>[];
  /** Stems of words that name one row, such as "employee" for employees.csv. */
  rowWords: ReadonlySet<string>;
  hidden: boolean;
}

export interface AskableText {
  kind: 'text';
  label: string;
  fileName: string;
  file: TextDescription;
}

export interface AskableTree {
  kind: 'json';
  label: string;
  fileName: string;
  file: JsonDescription;
}

export type Askable = AskableTable | AskableText | AskableTree;

const people = [
  'person',
  'people',
  'staff',
  'employee',
  'worker',
  'customer',
  'client',
  'user',
  'student',
  'member',
];

/** Everything in the files that a template can work on; tables without a header row are left out. */
export function listAskable(files: readonly FileDescription[]): Askable[] {
  return files.filter((file) => opensWhole(file.load)).flatMap(askableIn);
}

/** False for a file that is read in parts because it may not fit in memory: templates hold a whole table or text. */
export function opensWhole(load: string): boolean {
  return !/\bchunksize=|\biter(?:parse|_batches)\(|^map\(|^open\((?!.*\.read\(\)$)/.test(load);
}

function askableIn(file: FileDescription): Askable[] {
  const own = { label: file.name, fileName: file.name };
  switch (file.type) {
    case 'csv':
    case 'tsv':
      if (!file.hasHeader) return [];
      return [
        table(file, {
          ...own,
          title: file.name,
          load: new LoadExpression(file),
          words: [stemOf(file.name)],
          hidden: false,
        }),
      ];
    case 'parquet':
    case 'feather':
    case 'arrow':
    case 'orc':
    case 'sav':
    case 'dta':
    case 'sas7bdat':
      return [
        table(file, {
          ...own,
          title: file.name,
          load: new LoadExpression(file),
          words: [stemOf(file.name)],
          hidden: false,
        }),
      ];
    case 'xlsx':
    case 'xls':
    case 'xlsm':
    case 'xlsb':
    case 'ods':
      return file.sheets
        .filter((sheet) => sheet.headerRow !== null)
        .map((sheet) =>
          table(sheet, {
            label: file.sheets.length > 1 ? `${file.name}, sheet ${sheet.name}` : file.name,
            title: file.sheets.length > 1 ? sheet.name : file.name,
            fileName: file.name,
            load: new LoadExpression({ load: sheet.load, imports: file.imports }),
            words: file.sheets.length > 1 ? [sheet.name] : [sheet.name, stemOf(file.name)],
            hidden: sheet.hidden,
          }),
        );
    case 'json':
    case 'jsonl':
    case 'yaml':
    case 'toml': {
      const json: AskableTree = { kind: 'json', ...own, file };
      return [json, ...recordTable(file, [stemOf(file.name), file.recordPath ?? ''])];
    }
    case 'xml':
      return recordTable(file, [stemOf(file.name), file.recordPath?.split(/[/:]/).at(-1) ?? '']);
    case 'html':
      return recordTable(file, [stemOf(file.name)]);
    case 'txt':
    case 'md':
    case 'log':
      return [{ kind: 'text', ...own, file }];
    default:
      return [];
  }
}

/** The records of a tree or the largest table of a page, where `load` makes them a table. */
function recordTable(
  file: JsonDescription | XmlDescription | TextDescription,
  words: string[],
): AskableTable[] {
  if (!file.columns || file.columns.length === 0) return [];
  const content = {
    columns: file.columns,
    omittedColumns: file.omittedColumns ?? 0,
    rowCount: 'itemCount' in file ? file.itemCount : (file.rowCount ?? 0),
    sampleData: 'sampleData' in file ? file.sampleData.filter(isRecord) : [],
  };
  const { name } = file;
  const load = new LoadExpression(file);
  return [table(content, { label: name, fileName: name, title: name, load, words, hidden: false })];
}

type Content = {
  columns: Column[];
  omittedColumns: number;
  rowCount: number;
  sampleData: Record<string, unknown>[];
};
type Naming = Pick<AskableTable, 'label' | 'title' | 'fileName' | 'load' | 'hidden'> & { words: string[] };

function table(content: Content, { words, ...naming }: Naming): AskableTable {
  const { columns, omittedColumns, rowCount, sampleData } = content;
  const stems = new Set(words.flatMap(splitWords).map(stemWord));
  const rowWords = people.some((word) => stems.has(word)) ? new Set([...stems, 'people', 'person']) : stems;
  return { kind: 'table', ...naming, columns, omittedColumns, rowCount, sampleRows: sampleData, rowWords };
}

/** A file's name without its extension. */
export function stemOf(fileName: string): string {
  return fileName.replace(/\.[^.]+$/, '');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The names that mean this file or sheet. */
export function ownNames(askable: Askable): Map<string, string> {
  const names = [
    askable.fileName,
    stemOf(askable.fileName),
    ...(askable.kind === 'table' ? [askable.title] : []),
  ];
  return new Map(names.map((name) => [name.toLowerCase(), askable.label]));
}
