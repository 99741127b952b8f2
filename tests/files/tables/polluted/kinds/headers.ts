import type { Pollution } from '../pollution.ts';
import type { Table } from '../tables.ts';
import { fileOf, lineOf, linesOf } from '../write-table.ts';

/** What is odd about the names of the columns. */
export const headers: Record<string, Pollution> = {
  'no header': ({ header, rows }) => ({
    content: fileOf(linesOf({ header, rows }).slice(1)),
    header: null,
    rows,
  }),
  'header and no rows': (table) => ({
    content: fileOf(linesOf(table).slice(0, 1)),
    header: table.header,
    rows: [],
  }),
  'header and one row': (table) => first(table, 1),
  'the header twice': (table) => below(table, [table.header]),
  'the header three times': (table) => below(table, [table.header, table.header]),
  'a row of units': (table) => below(table, [table.header.map((_, at) => (at ? '(unit)' : ''))]),
  'a row of groups': (table) => {
    const groups: string[] = table.header.map((_, at) => (at === 0 ? '' : at === 1 ? 'first half' : ''));
    groups[Math.ceil(table.header.length / 2)] = 'second half';
    const named = table.header.map((name) => `…${name}`);
    return { content: fileOf([lineOf(groups), ...linesOf(table)]), header: named, rows: table.rows };
  },
  'a name twice': (table) => named(table, 1, [table.header[0] ?? '', `${table.header[0]}.1`]),
  'first name empty': (table) => named(table, 0, ['', null]),
  'a name in the middle empty': (table) => named(table, Math.floor(table.header.length / 2), ['', null]),
  'last name empty': (table) => named(table, table.header.length - 1, ['', null]),
  'a name with marks': (table) => named(table, 1, ['N/%a', 'N/%a']),
  'a very long name': (table) => named(table, 1, ['name'.repeat(2_500), 'name'.repeat(2_500)]),
  'a name over two lines': (table) => named(table, 1, ['upper\nlower', 'upper\nlower']),
  'names in quotes': (table) => ({
    content: fileOf([lineOf(table.header, { quoteAll: true }), ...linesOf(table).slice(1)]),
    header: table.header,
    rows: table.rows,
  }),
};

function below(table: Table, more: string[][]) {
  const [names = '', ...lines] = linesOf(table);
  return {
    content: fileOf([names, ...more.map((row) => lineOf(row)), ...lines]),
    header: table.header.map((name) => `…${name}`),
    rows: table.rows,
  };
}

function first({ header, rows }: Table, count: number) {
  const kept = rows.slice(0, count);
  return { content: fileOf(linesOf({ header, rows: kept })), header, rows: kept };
}

/** The column has this name in the file, and the expected one when it is read. */
function named({ header, rows }: Table, at: number, [name, expected]: [string, string | null]) {
  return {
    content: fileOf(linesOf({ header: header.with(at, name), rows })),
    header: (header as (string | null)[]).with(at, expected),
    rows,
  };
}
