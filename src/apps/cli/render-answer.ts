import type { CodeTaskResult } from '../../contracts/code-task.ts';
import { displayWidth } from './display-width.ts';
import { escapeJson, escapeLine, escapeText } from './escape-terminal.ts';
import { groupDigits } from './format-units.ts';
import type { Page } from './page.ts';
import { renderTable } from './render-table.ts';

type Scalar = string | number | boolean | null;
type FlatRecord = Record<string, Scalar>;

/** Where digits name something rather than count it, they are not grouped. */
const identifierName = /(^|[^a-z])(ids?|years?|zip|code|phone|number)$/i;

/** The answer for people: flat data as a table, other JSON indented, and the raw output when it is no JSON or holds a number JavaScript can't hold exactly. */
export function renderAnswer({ output, result }: CodeTaskResult, page: Page): string {
  if (result === undefined || holdsInexactNumber(result)) return escapeText(output).trimEnd();
  if (typeof result === 'string') return escapeText(result).trimEnd();
  if (isScalar(result)) return renderCells([result], isGrouped([result], page)).join('');
  return renderFlat(result as object, page) ?? escapeJson(JSON.stringify(result, null, 2));
}

function renderFlat(value: object, page: Page): string | null {
  if (Array.isArray(value)) {
    return value.length > 0 && value.every(isFlatRecord) ? renderRecords(value, page) : null;
  }
  if (isFlatRecord(value)) return renderRecord(value, page);
  const entries: [string, unknown][] = Object.entries(value);
  const rows = entries.flatMap(([name, row]) => (isFlatRecord(row) ? [{ '': name, ...row }] : []));
  return rows.length > 0 && rows.length === entries.length ? renderRecords(rows, page) : null;
}

function renderRecords(records: FlatRecord[], page: Page): string {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const columns = names.map((name) => {
    const values = records.map((record) => fieldOf(record, name));
    return renderCells(values, isGrouped(values, page) && !identifierName.test(name));
  });
  const rightAligned = names.map((name) =>
    records.every((record) => typeof (fieldOf(record, name) ?? 0) === 'number'),
  );
  const rows = records.map((_, row) => columns.map((cells) => cells[row] ?? ''));
  const [header = '', ...lines] = renderTable([names.map(escapeLine), ...rows], rightAligned);
  const { columns: width } = page;
  if (width !== null && [header, ...lines].some((line) => displayWidth(line) > width)) {
    return records.map((record) => renderRecord(record, page)).join('\n\n');
  }
  return [page.palette.bold(header), ...lines].join('\n');
}

function renderRecord(record: FlatRecord, page: Page): string {
  const values = Object.values(record);
  const cells = renderCells(values, isGrouped(values, page));
  const rows = Object.keys(record).map((name, index) => [escapeLine(name), cells[index] ?? '']);
  return renderTable(rows, [false, values.every((value) => typeof value === 'number')]).join('\n');
}

function renderCells(values: (Scalar | undefined)[], grouped: boolean): string[] {
  return values.map((value) => {
    if (value === undefined) return '';
    if (typeof value === 'string') return escapeLine(value);
    return grouped ? groupDigits(String(value)) : String(value);
  });
}

/** Grouped where people look and one number has five digits, so years and small counts stay as they are. */
function isGrouped(values: unknown[], page: Page): boolean {
  return (
    page.columns !== null && values.some((value) => typeof value === 'number' && Math.abs(value) >= 10_000)
  );
}

/** Only what the record itself holds: a column may be called "constructor". */
function fieldOf(record: FlatRecord, name: string): Scalar | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value !== 'object';
}

function isFlatRecord(value: unknown): value is FlatRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const values = Object.values(value);
  return values.length > 0 && values.every(isScalar);
}

function holdsInexactNumber(value: unknown): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsInexactNumber);
}
