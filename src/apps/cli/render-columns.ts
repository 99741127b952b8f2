import type { Column } from '../../contracts/file-description.ts';
import { cutToWidth } from './display-width.ts';
import { escapeJson, escapeLine } from './escape-terminal.ts';
import type { Page } from './page.ts';
import { renderTable } from './render-table.ts';

const exampleCells = 24;
const indent = 2;

/** The columns of one table with their types, missing values and examples, as aligned lines that a terminal doesn't wrap. */
export function renderColumns(
  table: { columns: Column[]; omittedColumns: number },
  { columns: width }: Page,
): string[] {
  const rows = table.columns.map((column) => [
    escapeLine(column.name),
    escapeLine(column.dtype),
    String(column.nullCount),
    rangeOf(column),
    column.examples.map((value) => cell(value, column)).join(', '),
  ]);
  const header = ['column', 'type', 'missing', 'range', 'examples'];
  const omitted = table.omittedColumns === 0 ? [] : [`and ${table.omittedColumns} more columns`];
  const lines = renderTable([header, ...rows], [false, false, true]);
  return [...lines.map((line) => (width === null ? line : cutToWidth(line, width - indent))), ...omitted];
}

function rangeOf(column: Column): string {
  const { min, max } = column;
  return min === undefined || max === undefined ? '' : `${cell(min, column)} to ${cell(max, column)}`;
}

/** A value as JSON; a time of a date column as people write it, without a midnight that says nothing. */
function cell(value: Column['examples'][number], { dtype }: Column): string {
  if (typeof value === 'string' && dtype.startsWith('datetime64'))
    return cutToWidth(escapeLine(value.replace(/T00:00:00$/, '').replace('T', ' ')), exampleCells);
  return cutToWidth(escapeJson(JSON.stringify(value)), exampleCells);
}
