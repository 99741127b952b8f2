import type { FileDescription } from '../../contracts/file-description.ts';
import { cutToWidth } from './display-width.ts';
import { escapeLine, escapeText } from './escape-terminal.ts';
import type { Page } from './page.ts';
import { renderColumns } from './render-columns.ts';

type Fields = Record<string, unknown>;

/** Fields that stand elsewhere on the page. */
const shown = new Set([
  'name',
  'type',
  'mediaType',
  'bytes',
  'sizeMb',
  'sha256',
  'load',
  'imports',
  'warnings',
  'columns',
  'omittedColumns',
  'rowCount',
  'sampleData',
  'textPreview',
]);
const listed = 12;
const indent = 2;

/** Fields of an entry that a person finds in the whole description, not on a line. */
const left = new Set(['sampleData', 'sampleRows', 'attributes', 'examples', 'load', 'min', 'max']);

/** What a description tells, field by field: single values as lines, lists with an entry a line, the preview last. */
export function fileFacts(file: FileDescription, page: Page): string[] {
  const fields = Object.entries(file as Fields).filter(([key, value]) => !shown.has(key) && tells(value));
  const lines = fields.flatMap(([key, value]) => factLines(words(key), value));
  const columns = 'columns' in file && file.columns !== undefined ? file.columns : [];
  const omittedColumns = 'omittedColumns' in file ? (file.omittedColumns ?? 0) : 0;
  const table = columns.length === 0 ? [] : ['', ...renderColumns({ columns, omittedColumns }, page)];
  const preview = 'textPreview' in file ? previewLines(file.textPreview) : [];
  const width = page.columns === null ? null : page.columns - indent;
  const cut = lines.map((line) => (width === null ? line : cutToWidth(line, width)));
  return [...cut, ...table, ...preview, ''];
}

function factLines(label: string, value: unknown): string[] {
  const entries = entriesOf(value);
  if (entries === null) return [`${label.padEnd(10)} ${plain(value)}`];
  const more = entries.length > listed ? [`${''.padEnd(10)} and ${entries.length - listed} more`] : [];
  return [
    ...entries.slice(0, listed).map((entry, index) => `${(index === 0 ? label : '').padEnd(10)} ${entry}`),
    ...more,
  ];
}

/** An entry for each item of a list and each key of a map; null for a single value. */
function entriesOf(value: unknown): string[] | null {
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object')) return [value.map(plain).join(', ')];
    return value.map(entry);
  }
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).map(([key, item]) => `${escapeLine(key)}: ${plain(item)}`);
  return null;
}

/** An item by its name, then what else is known of it. */
function entry(item: unknown): string {
  if (typeof item !== 'object' || item === null) return plain(item);
  const { name, path, ...rest } = item as Fields;
  const title = [path, name].find((text) => typeof text === 'string');
  const facts = plain(rest);
  if (title === undefined) return facts;
  return facts === '' ? plain(title) : `${plain(title)}: ${facts}`;
}

/** A value on one line; of items inside items only the names. */
function plain(value: unknown): string {
  if (typeof value === 'string') return escapeLine(value);
  if (Array.isArray(value)) return value.map((item) => plain(nameOf(item) ?? item)).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .filter(([key, item]) => !left.has(key) && tells(item))
    .map(([key, item]) => `${words(key)} ${plain(item)}`)
    .join(', ');
}

function nameOf(item: unknown): unknown {
  return typeof item === 'object' && item !== null ? (item as Fields).name : undefined;
}

function tells(value: unknown): boolean {
  if (value === null || value === undefined || value === 0 || value === false || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** `pageCount` reads as "page count". */
function words(key: string): string {
  return escapeLine(key).replace(
    /([a-z])([A-Z])/g,
    (_, low: string, high: string) => `${low} ${high.toLowerCase()}`,
  );
}

function previewLines(preview: string): string[] {
  const text = escapeText(preview).trimEnd();
  return text === '' ? [] : ['', ...text.split('\n').map((line) => `| ${line}`)];
}
