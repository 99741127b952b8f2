import type { ServedResult } from '../../contracts/service/task-view.ts';

export type Cell = string | number | boolean | null;

export interface Table {
  columns: string[];
  rows: Cell[][];
  /** The first column names the rows. */
  isNamed?: boolean;
}

/** How an answer is shown. */
export type Answer =
  | { kind: 'number'; value: number }
  | { kind: 'text'; text: string }
  | { kind: 'table'; table: Table }
  | { kind: 'none' };

/** The best form for what a program printed: one figure, a table, or its words as they are. */
export function answerOf({ output, result }: Pick<ServedResult, 'output' | 'result'>): Answer {
  if (output.trim() === '') return { kind: 'none' };
  if (typeof result === 'number') return { kind: 'number', value: result };
  if (typeof result === 'boolean') return { kind: 'text', text: result ? 'Yes' : 'No' };
  if (typeof result === 'string') return { kind: 'text', text: result };
  const table = tableOf(result);
  return table === null ? { kind: 'text', text: output.trimEnd() } : { kind: 'table', table };
}

/** Null for what is no table: a tree, or nothing that has rows. */
function tableOf(value: unknown): Table | null {
  if (Array.isArray(value)) return listTable(value);
  if (isRecord(value)) return recordTable(value);
  return null;
}

function listTable(items: unknown[]): Table | null {
  if (items.length === 0) return null;
  if (items.every(isCell)) return { columns: ['value'], rows: items.map((item) => [item]) };
  if (items.every(isFlat)) {
    const columns = columnsOf(items);
    return { columns, rows: items.map((item) => columns.map((column) => item[column] ?? null)) };
  }
  if (items.every((item) => Array.isArray(item) && item.every(isCell))) {
    const rows = items as Cell[][];
    const width = Math.max(...rows.map((row) => row.length));
    const columns = Array.from({ length: width }, (_, index) => String(index + 1));
    return { columns, rows: rows.map((row) => columns.map((_, index) => row[index] ?? null)) };
  }
  return null;
}

function recordTable(record: Record<string, unknown>): Table | null {
  const entries = Object.entries(record);
  if (entries.length === 0) return null;
  const values = entries.map(([, value]) => value);
  if (values.every(isCell)) {
    return {
      isNamed: true,
      columns: ['name', 'value'],
      rows: entries.map(([name, value]) => [name, value as Cell]),
    };
  }
  if (!values.every(isFlat)) return null;
  const columns = columnsOf(values);
  const rows = entries.map(([name, value]) => [
    name,
    ...columns.map((column) => (value as Record<string, Cell>)[column] ?? null),
  ]);
  return { isNamed: true, columns: ['name', ...columns], rows };
}

function columnsOf(records: Record<string, Cell>[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCell(value: unknown): value is Cell {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function isFlat(value: unknown): value is Record<string, Cell> {
  return isRecord(value) && Object.values(value).every(isCell);
}
