import type { Table } from './tables.ts';

/** How a table is written down. */
export interface Style {
  delimiter: string;
  quote: string;
  /** What stands before a quotation mark inside a quoted cell. */
  escape: string;
  end: string;
  quoteAll: boolean;
}

export const PLAIN: Style = { delimiter: ',', quote: '"', escape: '"', end: '\n', quoteAll: false };

/** The lines of the table, the header first, without their ends. */
export function linesOf(
  { header, rows }: Pick<Table, 'header' | 'rows'>,
  style: Partial<Style> = {},
): string[] {
  return [header, ...rows].map((row) => lineOf(row, style));
}

export function lineOf(row: string[], style: Partial<Style> = {}): string {
  const how = { ...PLAIN, ...style };
  return row.map((cell) => written(cell, how)).join(how.delimiter);
}

/** A file of these lines. */
export function fileOf(lines: string[], end = PLAIN.end): string {
  return lines.map((line) => line + end).join('');
}

function written(cell: string, { delimiter, quote, escape: before, quoteAll }: Style): string {
  const needed = [delimiter.trim() || delimiter, quote.trim(), '\n'].some((mark) => cell.includes(mark));
  if (!needed && !quoteAll) return cell;
  return quote + cell.replaceAll(quote.trim(), before + quote.trim()) + quote.split('').reverse().join('');
}
