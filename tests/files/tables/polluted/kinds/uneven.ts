import type { Pollution } from '../pollution.ts';
import type { Table } from '../tables.ts';
import { fileOf, lineOf, linesOf, PLAIN } from '../write-table.ts';

const places: Record<string, (table: Table) => number> = {
  'first row': () => 0,
  'second row': () => 1,
  'middle row': ({ rows }) => Math.floor(rows.length / 2),
  'last row': ({ rows }) => rows.length - 1,
};

/** One row that is written otherwise than the rest; rows are counted below the header. */
export const uneven: Record<string, Pollution> = {
  ...everywhere('more fields in the', (row) => ({
    line: [...row, 'extra', '7'].map((cell) => lineOf([cell])).join(','),
  })),
  ...everywhere('an empty field more in the', (row) => ({ line: `${lineOf(row)},` })),
  ...everywhere('fewer fields in the', (row) => {
    const kept = row.slice(0, Math.ceil(row.length / 2));
    return { line: lineOf(kept), cells: [...kept, ...row.slice(kept.length).map(() => '')] };
  }),
  ...everywhere('a blank line before the', (row) => ({ line: `\n${lineOf(row)}` })),
  ...everywhere('a row of empty fields before the', (row) => ({
    line: `${','.repeat(row.length - 1)}\n${lineOf(row)}`,
  })),
  ...everywhere('semicolons in the', (row) => ({ line: lineOf(row, { delimiter: ';' }) })),
  ...everywhere('spaces between the fields of the', (row) => ({ line: lineOf(row, { delimiter: ' ' }) })),
  ...everywhere('a carriage return after the', (row) => ({ line: `${lineOf(row)}\r` })),
  ...everywhere('apostrophes around the fields of the', (row) =>
    row.some((cell) => /[',]/.test(cell)) ? null : { line: row.map((cell) => `'${cell}'`).join(',') },
  ),
  ...everywhere('backslashes in the', (row) => ({
    line: row.map((cell, at) => (at ? written(cell) : `"${cell}\\" x"`)).join(','),
    cells: row.map((cell, at) => (at ? cell : `${cell}" x`)),
  })),
  ...everywhere('an open quotation mark in the', (row) => ({
    line: `"${row[0]},${lineOf(row.slice(1))}`,
    cells: row.with(0, `"${row[0]}`),
  })),
  ...everywhere('a quotation mark inside a field of the', (row) => ({
    line: `${row[0]}" x,${lineOf(row.slice(1))}`,
    cells: row.with(0, `${row[0]}" x`),
  })),
  'a field more in the header': (table) => ({
    content: fileOf([`${lineOf(table.header)},`, ...linesOf(table).slice(1)]),
    header: table.header,
    rows: table.rows,
  }),
  'a field less in the header': ({ header, rows }) => ({
    content: fileOf([lineOf(header.slice(0, -1)), ...linesOf({ header, rows }).slice(1)]),
    header: (header as (string | null)[]).with(-1, null),
    rows,
  }),
  'semicolons in the header': (table) => ({
    content: fileOf([lineOf(table.header, { delimiter: ';' }), ...linesOf(table).slice(1)]),
    header: table.header,
    rows: table.rows,
  }),
  'an open quotation mark in the header': (table) => ({
    content: fileOf([`"${lineOf(table.header)}`, ...linesOf(table).slice(1)]),
    header: table.header.with(0, `…${table.header[0]}`),
    rows: table.rows,
  }),
  'cut off in the last row': ({ header, rows }) => ({
    content: fileOf([...linesOf({ header, rows }).slice(0, -1), `"${rows.at(-1)?.[0]}`]).trimEnd(),
    header,
    rows: rows.slice(0, -1),
  }),
};

type Change = { line: string; cells?: string[] } | null;

/** The change in the first, second, middle or last row, each a kind of its own. */
function everywhere(what: string, change: (row: string[]) => Change): Record<string, Pollution> {
  return Object.fromEntries(
    Object.entries(places).map(([place, find]) => [
      `${what} ${place}`,
      (table: Table) => {
        const at = find(table);
        const row = table.rows[at] as string[];
        const changed = change(row);
        if (changed === null) return null;
        const content = fileOf(linesOf(table).with(at + 1, changed.line), PLAIN.end);
        return { content, header: table.header, rows: table.rows.with(at, changed.cells ?? row) };
      },
    ]),
  );
}

function written(cell: string): string {
  return lineOf([cell]);
}
