import type { FileDescription, SpreadsheetDescription } from '../../../contracts/file-description.ts';
import { quote } from '../../program/source-text.ts';
import { makeTable, openTable } from '../values/make-table.ts';
import type { Table } from '../values/value.ts';

interface DescribedColumns {
  columns?: readonly { name: string }[] | undefined;
  omittedColumns?: number | undefined;
}

/** The table a file holds as its description lists it; open when the list is incomplete. */
export function describedTable(label: string, described: DescribedColumns): Table {
  if (described.columns === undefined) return openTable();
  const names = described.columns.map(({ name }) => name);
  const isIncomplete = (described.omittedColumns ?? 0) > 0 || names.some((name) => name.endsWith('…'));
  return { ...makeTable(names, { label, names: new Set(names) }), open: isIncomplete };
}

export function fileTable(file: FileDescription): Table {
  return 'columns' in file && file.columns !== undefined
    ? describedTable(fileLabel(file), file)
    : openTable();
}

export function sheetTable(file: SpreadsheetDescription, name: string): Table {
  const sheet = file.sheets.find((candidate) => candidate.name === name);
  if (sheet === undefined) return openTable();
  const label =
    file.sheets.length === 1 ? fileLabel(file) : `sheet '${quote(name, 40)}' of ${fileLabel(file)}`;
  return describedTable(label, sheet);
}

/** Whether the sheet is not among all there are. */
export function lacksSheet(file: SpreadsheetDescription, name: string): boolean {
  return file.omittedSheets === 0 && !file.sheets.some((sheet) => sheet.name === name);
}

export function fileLabel({ name }: FileDescription): string {
  return quote(name, 80);
}
