import type { FileDescription } from '../contracts/file-description.ts';
import { layoutJson } from './layout-json.ts';
import { hasOwnKeys, tidyDescription } from './tidy-description.ts';

type Tree = { [key: string]: unknown };

interface Reduction {
  leftOut: string;
  apply: (files: unknown) => unknown;
}

const columnDetails = ['nullCount', 'distinctCount', 'nanCount', 'min', 'max', 'examples'];
const samples = ['sampleData', 'sampleRows'];
/** What a table or a tree consists of. */
const columns = ['columns', 'keys', 'fields', 'headings', 'header', 'elements'];
/** What a file consists of when it holds several tables, arrays or other parts. */
const parts = ['sheets', 'tables', 'datasets', 'groups', 'attachments', 'formFields', 'definedNames'];
/** What the author says about the file. */
const details = ['attributes', 'properties', 'exif', 'headers', 'valueLabels', 'storageTypes'];
/** What a program can do without when the columns and the `load` are there. */
const facts =
  'sizeMb encoding depth usedRange headerRow mergedCells formulas hasMacros encrypted rowGroups'.split(' ');
const essentials: ReadonlySet<string> = new Set(['name', 'type', 'load', 'imports', 'problem']);

/** Applied in order, each on top of the one before, until the files fit. */
const reductions: Reduction[] = [
  { leftOut: 'lists of archive members (each is a file of its own)', apply: omitting('members') },
  { leftOut: 'all sample rows but the first', apply: limiting(samples, 1) },
  { leftOut: 'all sample rows', apply: omitting(...samples, 'textPreview') },
  { leftOut: 'attributes and labels past the 5th', apply: limiting(details, 5) },
  { leftOut: 'the values of columns', apply: omitting(...columnDetails) },
  { leftOut: 'columns, keys, elements and headings past the 40th', apply: limiting(columns, 40) },
  { leftOut: 'sheets, tables, datasets and other parts past the 10th', apply: limiting(parts, 10) },
  {
    leftOut: 'sizes and encodings; columns are [name, dtype] pairs',
    apply: (files) => pairs(omit(files, facts)),
  },
  { leftOut: 'attributes and labels', apply: omitting(...details) },
  { leftOut: 'columns, keys, elements and headings past the 12th', apply: limiting(columns, 12) },
  { leftOut: 'warnings past the 2nd', apply: limiting(['warnings'], 2) },
  { leftOut: 'sheets, tables, datasets and other parts past the 3rd', apply: limiting(parts, 3) },
];

/** What a model needs to know about the files in at most `maxChars` of laid-out JSON, with what had to be left out. */
export function fitFiles(
  files: FileDescription[],
  maxChars: number,
): { files: unknown[]; leftOut: string[] } {
  let fitted = files.map(tidyDescription);
  const leftOut: string[] = [];
  let chars = layoutJson(fitted).length;
  for (const { leftOut: name, apply } of reductions) {
    if (chars <= maxChars) return { files: fitted, leftOut };
    fitted = apply(fitted) as unknown[];
    const before = chars;
    chars = layoutJson(fitted).length;
    if (chars < before) leftOut.push(name);
  }
  const { files: kept, bare } = bareLargest(fitted as Tree[], maxChars);
  if (bare > 0) leftOut.push(`all but name, type and \`load\` of ${bare} files`);
  if (kept.length < files.length) leftOut.push(`${files.length - kept.length} of ${files.length} files`);
  return { files: kept, leftOut };
}

/** Reduces the largest files to what opens them, one after the other; where that is not enough, the last files go. */
function bareLargest(files: Tree[], maxChars: number): { files: Tree[]; bare: number } {
  const sizeOf = (file: Tree) => layoutJson(file, ' ').length;
  const sizes = files.map(sizeOf);
  const kept = [...files];
  const order = [...sizes.keys()].sort((one, other) => (sizes[other] ?? 0) - (sizes[one] ?? 0));
  let chars = layoutJson(files).length;
  let bare = 0;
  for (const at of order) {
    if (chars <= maxChars) return { files: kept, bare };
    const reduced = essence(files[at] as Tree);
    chars -= (sizes[at] ?? 0) - sizeOf(reduced);
    kept[at] = reduced;
    bare += 1;
  }
  while (layoutJson(kept).length > maxChars && kept.length > 0) kept.length = Math.floor(kept.length * 0.9);
  return { files: kept, bare: kept.length };
}

function essence(file: Tree): Tree {
  return Object.fromEntries(Object.entries(file).filter(([key]) => essentials.has(key)));
}

function omitting(...fields: string[]): Reduction['apply'] {
  return (files) => omit(files, fields);
}

function limiting(fields: string[], count: number): Reduction['apply'] {
  return (files) => limit(files, fields, count);
}

/** Columns as [name, dtype]; a list of pairs, for names may repeat. */
function pairs(files: unknown): unknown {
  return walk(files, (key, item) =>
    key === 'columns' && Array.isArray(item) ? item.map(({ name, dtype }) => [name, dtype]) : item,
  );
}

function omit(value: unknown, fields: string[]): unknown {
  return walk(value, (key, item) => (fields.includes(key) ? undefined : item));
}

/** Keeps the first entries of lists and of maps. */
function limit(value: unknown, fields: string[], count: number): unknown {
  return walk(value, (key, item) => {
    if (!fields.includes(key) || typeof item !== 'object' || item === null) return item;
    return Array.isArray(item)
      ? item.slice(0, count)
      : Object.fromEntries(Object.entries(item).slice(0, count));
  });
}

/** Rebuilds a description field by field, never inside fields whose keys are the file's own. */
function walk(value: unknown, change: (key: string, item: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => walk(item, change));
  if (typeof value !== 'object' || value === null) return value;
  const rebuilt: Tree = {};
  for (const [key, item] of Object.entries(value)) {
    const changed = change(key, item);
    if (changed !== undefined) rebuilt[key] = hasOwnKeys(key) ? changed : walk(changed, change);
  }
  return rebuilt;
}
