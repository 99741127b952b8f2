import type { Column } from '../../contracts/file-description.ts';
import { cutToWidth } from './display-width.ts';
import { escapeJson, escapeLine } from './escape-terminal.ts';
import { renderTable } from './render-table.ts';

const exampleCells = 24;

/** The columns of one table with their types, missing values and examples, as aligned lines. */
export function renderColumns(table: { columns: Column[]; omittedColumns: number }): string[] {
  const rows = table.columns.map((column) => [
    escapeLine(column.name),
    escapeLine(column.dtype),
    String(column.nullCount),
    rangeOf(column),
    column.examples.map(cell).join(', '),
  ]);
  const header = ['column', 'type', 'missing', 'range', 'examples'];
  const omitted = table.omittedColumns === 0 ? [] : [`and ${table.omittedColumns} more columns`];
  return [...renderTable([header, ...rows], [false, false, true]), ...omitted];
}

function rangeOf({ min, max }: Column): string {
  return min === undefined || max === undefined ? '' : `${cell(min)} to ${cell(max)}`;
}

function cell(value: Column['examples'][number]): string {
  return cutToWidth(escapeJson(JSON.stringify(value)), exampleCells);
}
