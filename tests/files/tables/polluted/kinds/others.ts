import type { Pollution } from '../pollution.ts';
import type { Table } from '../tables.ts';
import { fileOf, linesOf } from '../write-table.ts';

const NUMBER = /^-?\d+(\.\d+)?$/;
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const rowsOf: Record<string, (at: number, count: number) => boolean> = {
  'one row': (at, count) => at === Math.floor(count / 2),
  'the last row': (at, count) => at === count - 1,
  'half of the rows': (at, count) => at >= count / 2,
};

/** Columns without values, unusual numbers of columns, and cells in which numbers and dates are written otherwise. */
export const others: Record<string, Pollution> = {
  'blank columns at the left': (table) => lines(table, (line) => `,,${line}`),
  'blank columns at the right': (table) => lines(table, (line) => `${line},,,`),
  'a blank column in the middle': ({ header, rows }) => {
    const wider = (row: string[]) => [row[0] ?? '', '', ...row.slice(1)];
    const names: (string | null)[] = wider(header).with(1, '');
    const content = fileOf(linesOf({ header: wider(header), rows: rows.map(wider) }));
    return { content, header: names.with(1, null), rows: rows.map(wider) };
  },
  'one column': ({ header, rows }) => columns(header, rows, [0]),
  '1,024 columns': ({ header, rows }) => {
    const few = rows.slice(0, 4);
    return columns(
      header,
      few,
      Array.from({ length: 1_024 }, (_, at) => at % header.length),
    );
  },
  ...otherwise('thousands marked in', (cell) =>
    NUMBER.test(cell) && Math.abs(Number(cell)) >= 1_000 && !cell.startsWith('0') ? `${grouped(cell)}` : cell,
  ),
  ...otherwise('a currency in', (cell) => (/^-?\d+\.\d\d$/.test(cell) ? `$${cell}` : cell)),
  ...otherwise('other dates in', (cell) => cell.replace(DATE, '$3.$2.$1')),
  ...otherwise('decimal commas in', (cell) => (/^\d+\.\d+$/.test(cell) ? cell.replace('.', ',') : cell)),
};

function lines({ header, rows }: Table, change: (line: string) => string) {
  return { content: fileOf(linesOf({ header, rows }).map(change)), header, rows };
}

function columns(header: string[], rows: string[][], taken: number[]) {
  const names = taken.map((at, position) => (position < header.length ? header[at] : `c${position}`) ?? '');
  const cells = rows.map((row) => taken.map((at) => row[at] ?? ''));
  return { content: fileOf(linesOf({ header: names, rows: cells })), header: names, rows: cells };
}

/** The cells of these rows written otherwise, which mean the same; null where no cell is. */
function otherwise(what: string, change: (cell: string) => string): Record<string, Pollution> {
  return Object.fromEntries(
    Object.entries(rowsOf).map(([where, isOne]) => [
      `${what} ${where}`,
      ({ header, rows }: Table) => {
        const changed = rows.map((row, at) => (isOne(at, rows.length) ? row.map(change) : row));
        if (changed.flat().join() === rows.flat().join()) return null;
        return { content: fileOf(linesOf({ header, rows: changed })), header, rows };
      },
    ]),
  );
}

function grouped(cell: string): string {
  const [whole = '', part] = cell.split('.');
  return [whole.replaceAll(/\B(?=(\d{3})+$)/g, ','), part].filter((each) => each !== undefined).join('.');
}
