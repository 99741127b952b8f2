import type { Naming } from './named-in.ts';
import { hasOwnKeys } from './own-keys.ts';

/** One way to make descriptions shorter, and how a prompt says so. */
export interface Reduction {
  leftOut: string;
  apply: (files: unknown, naming: Naming) => unknown;
}

type Tree = { [key: string]: unknown };
type Change = (key: string, item: unknown) => unknown;

const columnDetails = 'nullCount distinctCount nanCount min max examples values numericText'.split(' ');
const samples = ['sampleData', 'sampleRows'];
const shown = ['examples', 'values', 'min'];
/** What a table or a tree consists of. */
const columns = ['columns', 'keys', 'fields', 'headings', 'header', 'elements'];
/** What a file consists of when it holds several tables, arrays or other parts. */
const parts = [
  'sheets',
  'tables',
  'furtherTables',
  'datasets',
  'groups',
  'attachments',
  'formFields',
  'definedNames',
];
/** What the author says about the file. */
const details = ['attributes', 'properties', 'exif', 'headers', 'valueLabels', 'storageTypes'];
/** What a program can do without when the columns and the `load` are there. */
const facts =
  'sizeMb encoding depth usedRange headerRow mergedCells formulas hasMacros encrypted rowGroups'.split(' ');
const partEssentials: ReadonlySet<string> = new Set([
  'name',
  'load',
  'page',
  'slide',
  'refersTo',
  'rowCount',
]);
const surelyNamed = 0.5;

/** Applied in order, each on top of the one before, until the files fit. Names of columns outlast everything but `load`. */
export const reductions: readonly Reduction[] = [
  { leftOut: 'lists of archive members (each is a file of its own)', apply: omitting('members') },
  { leftOut: 'all sample rows but the first', apply: limiting(samples, 1) },
  { leftOut: 'attributes and labels past the 5th', apply: limiting(details, 5) },
  { leftOut: 'all sample rows', apply: omitting(...samples) },
  { leftOut: 'the values of columns the question does not name', apply: valuesOfNamed },
  {
    leftOut: 'all but name and `load` of sheets, tables, datasets and other parts past the 10th',
    apply: bareParts(10),
  },
  { leftOut: 'sizes and encodings; columns without values are [name, dtype] pairs', apply: pairs },
  { leftOut: 'names of further columns past the 200th', apply: keeping(['otherColumns'], 200) },
  { leftOut: 'columns, keys, elements and headings past the 80th', apply: keeping(columns, 80) },
  { leftOut: 'names of further columns past the 40th', apply: keeping(['otherColumns'], 40) },
  { leftOut: 'columns, keys, elements and headings past the 40th', apply: keeping(columns, 40) },
  { leftOut: 'previews of texts', apply: omitting('textPreview') },
  { leftOut: 'attributes and labels', apply: omitting(...details) },
  { leftOut: 'sheets, tables, datasets and other parts past the 20th', apply: keeping(parts, 20) },
  { leftOut: 'columns, keys, elements and headings past the 20th', apply: keeping(columns, 20) },
  { leftOut: 'sheets, tables, datasets and other parts past the 10th', apply: keeping(parts, 10) },
  { leftOut: 'names of further columns', apply: omitting('otherColumns') },
  { leftOut: 'warnings past the 2nd', apply: limiting(['warnings'], 2) },
  { leftOut: 'the values of all columns', apply: omitting(...columnDetails) },
  { leftOut: 'columns, keys, elements and headings past the 10th', apply: keeping(columns, 10) },
  { leftOut: 'sheets, tables, datasets and other parts past the 3rd', apply: keeping(parts, 3) },
  { leftOut: 'columns, keys, elements and headings past the 4th', apply: keeping(columns, 4) },
];

function omitting(...fields: string[]): Reduction['apply'] {
  return (files) => walk(files, (key, item) => (fields.includes(key) ? undefined : item));
}

/** Keeps the first entries of lists and of maps. */
function limiting(fields: string[], count: number): Reduction['apply'] {
  return (files) =>
    walk(files, (key, item) => {
      if (!fields.includes(key) || typeof item !== 'object' || item === null) return item;
      return Array.isArray(item)
        ? item.slice(0, count)
        : Object.fromEntries(Object.entries(item).slice(0, count));
    });
}

/** Keeps the entries the question names and then the first ones, in their order. */
function keeping(fields: string[], count: number): Reduction['apply'] {
  return (files, naming) =>
    walk(files, (key, item) => {
      if (!fields.includes(key) || !Array.isArray(item)) return item;
      const kept = foremost(item, count, naming);
      return item.filter((_, at) => kept.has(at));
    });
}

/** Parts past the foremost ones are opened by what is left of them. */
function bareParts(count: number): Reduction['apply'] {
  return (files, naming) =>
    walk(files, (key, item) => {
      if (!parts.includes(key) || !Array.isArray(item)) return item;
      const kept = foremost(item, count, naming);
      return item.map((part, at) => (kept.has(at) ? part : bare(part)));
    });
}

function bare(part: unknown): unknown {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).filter(([key]) => partEssentials.has(key)));
}

function valuesOfNamed(files: unknown, naming: Naming): unknown {
  return walk(files, (key, item) => {
    if (!columns.includes(key) || !Array.isArray(item)) return item;
    return item.map((column) =>
      naming(nameOf(column)) >= surelyNamed
        ? column
        : walk(column, (field, value) => (columnDetails.includes(field) ? undefined : value)),
    );
  });
}

/** Columns as [name, dtype]; a list of pairs, for names may repeat. */
function pairs(files: unknown): unknown {
  return walk(files, (key, item) => {
    if (facts.includes(key)) return undefined;
    if (key !== 'columns' || !Array.isArray(item)) return item;
    return item.map(pair);
  });
}

function pair(column: unknown): unknown {
  if (typeof column !== 'object' || column === null || shown.some((field) => field in column)) return column;
  const { name, dtype } = column as Tree;
  return [name, dtype];
}

function foremost(items: unknown[], count: number, naming: Naming): Set<number> {
  const scores = items.map((item) => naming(nameOf(item)));
  const order = [...items.keys()].sort(
    (one, other) => (scores[other] ?? 0) - (scores[one] ?? 0) || one - other,
  );
  return new Set(order.slice(0, count));
}

/** What a column, a sheet, an element or a heading is called. */
function nameOf(item: unknown): string {
  if (typeof item === 'string') return item;
  if (typeof item !== 'object' || item === null) return '';
  const { name, path, text } = (Array.isArray(item) ? { name: item[0] } : item) as Tree;
  return ([name, path, text].find((value) => typeof value === 'string') as string | undefined) ?? '';
}

/** Rebuilds a description field by field, never inside fields whose keys are the file's own. */
function walk(value: unknown, change: Change): unknown {
  if (Array.isArray(value)) return value.map((item) => walk(item, change));
  if (typeof value !== 'object' || value === null) return value;
  const rebuilt: Tree = {};
  for (const [key, item] of Object.entries(value)) {
    const changed = change(key, item);
    if (changed !== undefined) rebuilt[key] = hasOwnKeys(key) ? changed : walk(changed, change);
  }
  return rebuilt;
}
