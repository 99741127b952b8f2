import type { Pollution } from '../pollution.ts';
import { type Table, tables } from '../tables.ts';
import { fileOf, linesOf } from '../write-table.ts';

const ABOVE = ['Regional figures', 'Compiled by the office', 'Status: final'];
const BELOW = ['Source: own survey', 'Figures are rounded', 'No responsibility is taken'];

/** Lines above and below a table, and several tables in a file. */
export const around: Record<string, Pollution> = {
  'as it is': (table) => same(table, linesOf(table)),
  'lines above': (table) => same(table, [...ABOVE, ...linesOf(table)]),
  'lines above, delimited': (table) => same(table, [...padded(ABOVE, table), ...linesOf(table)]),
  'lines above and a blank one': (table) => same(table, [...ABOVE, '', ...linesOf(table)]),
  'lines above and a blank one, delimited': (table) =>
    same(table, [...padded([...ABOVE, ''], table), ...linesOf(table)]),
  'one line above and a blank one, delimited': (table) =>
    same(table, [...padded(['Regional figures', ''], table), ...linesOf(table)]),
  'comments above': (table) => same(table, [...ABOVE.map((line) => `# ${line}`), ...linesOf(table)]),
  'lines below': (table) => same(table, [...linesOf(table), ...BELOW]),
  'lines below, delimited': (table) => same(table, [...linesOf(table), ...padded(BELOW, table)]),
  'a blank line and lines below': (table) => same(table, [...linesOf(table), '', ...BELOW]),
  'a blank line and lines below, delimited': (table) =>
    same(table, [...linesOf(table), ...padded(['', ...BELOW], table)]),
  'a second table with fewer columns': (table) => withSecond(table, 2, ['']),
  'a second table with more columns': (table) => withSecond(table, table.header.length + 1, ['']),
  'a second table of the same width': (table) => withSecond(table, table.header.length, ['']),
  'a second table with a title': (table) => withSecond(table, 3, ['', 'Other figures']),
  'a second table right below': (table) => withSecond(table, table.header.length + 1, []),
  'the same table again below': (table) => ({
    ...same(table, [...linesOf(table), ...linesOf(table)]),
    rows: [...table.rows, ...table.rows],
  }),
};

function same({ header, rows }: Table, lines: string[]) {
  return { content: fileOf(lines), header, rows };
}

/** The lines with as many cells as the table has columns. */
function padded(lines: string[], { header }: Table): string[] {
  return lines.map((line) => line + ','.repeat(header.length - 1));
}

/** Another, shorter table stands below, with so many columns. */
function withSecond(table: Table, width: number, between: string[]) {
  if (width > 10) return null;
  const header = Array.from({ length: width }, (_, at) => `figure ${at + 1}`);
  const rows = [1, 2, 3, 4].map((row) =>
    header.map((_, at) => (at === 0 ? `area ${row}` : String(row * 11 + at))),
  );
  const count = table.rows.length > rows.length && tables.includes(table);
  return count ? same(table, [...linesOf(table), ...between, ...linesOf({ header, rows })]) : null;
}
