import type { Cell, Table } from './answer.ts';

/** The table as a CSV file (RFC 4180), every value exactly as the program printed it. */
export function csvText({ columns, rows }: Table): string {
  return [columns, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** The table for the clipboard, as spreadsheets take it. */
export function tabbedText({ columns, rows }: Table): string {
  const cell = (value: Cell) => exact(value).replace(/[\t\r\n]+/g, ' ');
  return [columns, ...rows].map((row) => row.map(cell).join('\t')).join('\n');
}

function csvCell(value: Cell): string {
  const text = exact(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function exact(value: Cell): string {
  return value === null ? '' : String(value);
}
