import type { FileDescription } from '../contracts/file-description.ts';
import { cleanText } from './clean-text.ts';
import { layoutJson } from './layout-json.ts';

type Tree = { [key: string]: unknown };

const droppedFields = new Set(['sha256', 'mediaType', 'bytes', 'encodingConfidence']);
const nameChars = 300;
/** Text a program must repeat exactly keeps its hidden characters; they are escaped when it is printed. */
const exactFields: Record<string, number> = { name: nameChars, load: 4000, recordPath: nameChars };
const valueChars = 120;
/** Texts that say more than a cell does. */
const longFields: Record<string, number> = { textPreview: 400, warnings: 400 };

const lists = ['columns', 'keys', 'headings'];
const columnDetails = ['nullCount', 'distinctCount', 'min', 'max', 'examples'];

/** Applied in order, each on top of the one before, until the files fit. */
const reductions: { leftOut: string; apply: (files: unknown) => unknown }[] = [
  { leftOut: 'all sample rows but the first', apply: (files) => limit(files, ['sampleData'], 1) },
  { leftOut: 'all sample rows', apply: (files) => omit(files, ['sampleData', 'textPreview']) },
  { leftOut: 'the values of columns', apply: (files) => omit(files, columnDetails) },
  { leftOut: 'columns, keys and headings past the 40th', apply: (files) => limit(files, lists, 40) },
  { leftOut: 'sheets past the 10th', apply: (files) => limit(files, ['sheets'], 10) },
  { leftOut: 'columns, keys and headings past the 12th', apply: (files) => limit(files, lists, 12) },
  { leftOut: 'columns, keys, headings and sheets', apply: (files) => omit(files, [...lists, 'sheets']) },
];
/** What a model needs to know about the files in at most `maxChars` of laid-out JSON, with what had to be left out. */
export function fitFiles(
  files: FileDescription[],
  maxChars: number,
): { files: unknown[]; leftOut: string[] } {
  let fitted = files.map((file) => tidy(file)) as unknown[];
  const leftOut: string[] = [];
  const fits = () => layoutJson(fitted).length <= maxChars;
  for (const reduction of reductions) {
    if (fits()) return { files: fitted, leftOut };
    fitted = reduction.apply(fitted) as unknown[];
    leftOut.push(reduction.leftOut);
  }
  while (!fits() && fitted.length > 0) fitted = fitted.slice(0, Math.floor(fitted.length * 0.9));
  if (fitted.length < files.length) leftOut.push(`${files.length - fitted.length} of ${files.length} files`);
  return { files: fitted, leftOut };
}

/** Fields of a description; sample rows are the file's own and keep every key. */
function tidy(value: unknown, field = ''): unknown {
  if (typeof value === 'string') return tidyText(value, field);
  if (field === 'sampleData') return tidyRows(value);
  if (Array.isArray(value)) return value.map((item) => tidy(item, field));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key, item]) => !droppedFields.has(key) && tellsSomething(key, item),
  );
  return Object.fromEntries(kept.map(([key, item]) => [key, tidy(item, key)]));
}

function tidyText(text: string, field: string): string {
  const exact = exactFields[field];
  if (exact !== undefined) return shorten(text, exact);
  return cleanText(text, longFields[field] ?? valueChars);
}

function tidyRows(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value, valueChars);
  if (Array.isArray(value)) return value.map(tidyRows);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [shorten(key, nameChars), tidyRows(item)]),
  );
}

function shorten(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : `${text.slice(0, maxChars)}…`;
}

function tellsSomething(key: string, value: unknown): boolean {
  if (key.startsWith('omitted')) return value !== 0;
  return key !== 'warnings' || (value as unknown[]).length > 0;
}

function omit(value: unknown, fields: string[]): unknown {
  return walk(value, (key, item) => (fields.includes(key) ? undefined : item));
}

function limit(value: unknown, fields: string[], count: number): unknown {
  return walk(value, (key, item) =>
    fields.includes(key) && Array.isArray(item) ? item.slice(0, count) : item,
  );
}

/** Rebuilds a description field by field, never inside sample rows, whose keys are the file's own. */
function walk(value: unknown, change: (key: string, item: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => walk(item, change));
  if (typeof value !== 'object' || value === null) return value;
  const rebuilt: Tree = {};
  for (const [key, item] of Object.entries(value)) {
    const changed = change(key, item);
    if (changed !== undefined) rebuilt[key] = key === 'sampleData' ? changed : walk(changed, change);
  }
  return rebuilt;
}
