import type { FileDescription } from '../contracts/file-description.ts';
import { cleanText } from '../text/clean-text.ts';
import { compactTables } from './compact-tables.ts';
import { hasOwnKeys, ownKeys } from './own-keys.ts';

const droppedFields = new Set(['sha256', 'mediaType', 'bytes', 'encodingConfidence']);
const nameChars = 300;
const valueChars = 120;
/** Text a program must repeat exactly keeps its hidden characters; they are escaped when it is printed. */
const exactFields: Record<string, number> = {
  name: nameChars,
  path: nameChars,
  folder: nameChars,
  recordPath: nameChars,
  groups: nameChars,
  coordinates: nameChars,
  linePattern: 1_000,
  load: 4_000,
};
/** Texts that say more than a cell does. */
const longFields: Record<string, number> = { textPreview: 400, warnings: 400, problem: 400, layout: 400 };
/** A description as a model may read it: without what tells it nothing, every text clean and of bounded length. */
export function tidyDescription(file: FileDescription): unknown {
  if (file.type === 'unusable') return tidy({ name: file.name, type: file.type, problem: file.problem });
  return tidy(compactTables(file));
}

function tidy(value: unknown, field = ''): unknown {
  if (typeof value === 'string') return tidyText(value, field);
  if (hasOwnKeys(field)) return tidyOwn(value);
  if (Array.isArray(value)) return value.map((item) => tidy(item, field));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key, item]) => !droppedFields.has(key) && tellsSomething(key, item),
  );
  return Object.fromEntries(kept.map(([key, item]) => [shorten(key, nameChars), tidy(item, key)]));
}

function tidyText(text: string, field: string): string {
  const exact = exactFields[field];
  if (exact !== undefined) return shorten(text, exact);
  return cleanText(text, longFields[field] ?? valueChars);
}

function tidyOwn(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value, valueChars);
  if (Array.isArray(value)) return value.map(tidyOwn);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [shorten(key, nameChars), tidyOwn(item)]),
  );
}

function shorten(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : `${text.slice(0, maxChars)}…`;
}

const silentWhenEmpty: ReadonlySet<string> = new Set([
  ...ownKeys,
  'warnings',
  'headings',
  'definedNames',
  'formFields',
  'foreignKeys',
  'namespaces',
  'attachments',
  'tables',
]);

/** What nearly every file has is not said. */
const usual: Record<string, unknown> = {
  nullCount: 0,
  raggedRows: 0,
  hasHeader: true,
  hidden: false,
  hasMacros: false,
  mergedCells: 0,
  formulas: 0,
  headerRow: 0,
  encoding: 'utf-8',
  delimiter: ',',
};

function tellsSomething(key: string, value: unknown): boolean {
  if (key.startsWith('omitted')) return value !== 0;
  if (usual[key] === value || (key === 'imports' && String(value) === 'import pandas as pd')) return false;
  return !silentWhenEmpty.has(key) || value === null || Object.keys(value as object).length > 0;
}
