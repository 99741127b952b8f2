import type { Polluted } from './pollution.ts';

/** What a `load` gave, its cells as text. */
export interface Loaded {
  /** null where it names the columns itself. */
  header: string[] | null;
  rows: string[][];
  width: number;
}

export interface Score {
  /** How far header, number of rows and number of columns are right, from 0 to 1. */
  structure: number;
  /** Harmonic mean of the shares of expected cells that were found and of found ones that were expected. */
  cells: number;
}

export function score({ header, rows }: Polluted, loaded: Loaded | null): Score {
  if (loaded === null) return { structure: 0, cells: 0 };
  const width = header?.length ?? rows[0]?.length ?? 0;
  const named = header === null ? Number(loaded.header === null) : sameNames(header, loaded.header ?? []);
  const parts = [named, ratio(rows.length, loaded.rows.length), ratio(width, loaded.width)];
  return {
    structure: parts.reduce((sum, part) => sum + part, 0) / parts.length,
    cells: sameCells(rows, loaded.rows),
  };
}

function sameNames(expected: (string | null)[], found: string[]): number {
  const same = expected.filter((name, at) => isName(name, found[at])).length;
  return same / Math.max(expected.length, found.length, 1);
}

function isName(expected: string | null, found: string | undefined): boolean {
  if (found === undefined) return false;
  if (expected === null) return true;
  return expected.startsWith('…') ? found.includes(expected.slice(1)) : found === expected;
}

function ratio(first: number, second: number): number {
  return first === second ? 1 : Math.min(first, second) / Math.max(first, second);
}

/** Cells count by column and meaning, wherever their row stands. */
function sameCells(expected: string[][], found: string[][]): number {
  const wanted = counted(expected);
  const got = counted(found);
  let same = 0;
  for (const [cell, count] of wanted) same += Math.min(count, got.get(cell) ?? 0);
  const all = total(wanted) + total(got);
  return all === 0 ? 1 : (2 * same) / all;
}

function counted(rows: string[][]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    row.forEach((cell, at) => {
      const meaning = meaningOf(cell);
      if (meaning !== '') counts.set(`${at} ${meaning}`, (counts.get(`${at} ${meaning}`) ?? 0) + 1);
    });
  }
  return counts;
}

function total(counts: Map<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** The same for one number or date however it is written; codes such as "007" are texts. */
function meaningOf(cell: string): string {
  const text = cell.trim();
  const [, day, month, year] = /^(\d\d)[/.](\d\d)[/.](\d{4})$/.exec(text) ?? [];
  if (day) return `${year}-${month}-${day}`;
  const date = /^(\d{4}-\d\d-\d\d)(?:[T ]00:00:00)?$/.exec(text);
  if (date?.[1]) return date[1];
  const number = text.replace(/^(-?)\$/, '$1').replaceAll(/,(?=\d{3}\b)/g, '');
  const isNumber = /^-?(0|[1-9]\d*)(\.\d+)?(e[-+]?\d+)?$/i.test(number);
  return isNumber ? String(Number(number)) : text;
}
