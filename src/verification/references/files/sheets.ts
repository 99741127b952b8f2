import type { SpreadsheetDescription } from '../../../contracts/file-description.ts';
import { quote } from '../../program/source-text.ts';
import type { SyntaxNode } from '../../program/syntax-node.ts';
import { argument, type Call } from '../calls.ts';
import { report, type Session } from '../session.ts';
import { namesIn } from '../tables/read-columns.ts';
import { knownText, knownTexts, unknown, type Value } from '../values/value.ts';
import { describedTable, fileLabel, shaped } from './read-table.ts';

/** The workbook, or the table of the sheet that is asked for. */
export function readSheet(call: Call, file: SpreadsheetDescription, position: number): Value {
  const asked = argument(call, position, 'sheet_name');
  if (call.spread) return unknown;
  if (asked?.value.kind === 'constant' && asked.value.value === null) return allSheets(call, file);
  if (asked?.value.kind === 'number' || asked === undefined) {
    const sheet = file.sheets[asked?.value.kind === 'number' ? asked.value.value : 0];
    return sheet === undefined ? unknown : sheetNamed(call, file, sheet.name);
  }
  const place = argument(call, 1, 'sheet_name')?.node ?? call.node;
  checkSheets(call.session, file, namesIn(asked.value, place));
  const name = knownText(asked.value);
  if (name !== undefined) return sheetNamed(call, file, name);
  const names = knownTexts(asked.value);
  return names === undefined ? unknown : sheetsNamed(call, file, names);
}

/** `book.parse('Sheet')` and its like in openpyxl and xlrd. */
export function workbookMethod(
  { file }: Extract<Value, { kind: 'workbook' }>,
  name: string,
  call: Call,
): Value {
  if (name === 'parse') return readSheet(call, file, 0);
  if (name !== 'sheet_by_name' && name !== 'get_sheet_by_name') return unknown;
  const given = argument(call, 0, 'sheet_name');
  if (given !== undefined) checkSheets(call.session, file, namesIn(given.value, given.node));
  return unknown;
}

/** Reports the names that are not among the sheets, where all of them are listed. */
export function checkSheets(
  session: Session,
  file: SpreadsheetDescription,
  asked: readonly { name: string; node: SyntaxNode }[],
): void {
  const candidates = file.sheets.map(({ name }) => name);
  for (const used of asked) {
    if (file.omittedSheets > 0 || candidates.includes(used.name)) continue;
    report(session, { ...used, rule: 'unknown-sheet', problem: `is not in ${fileLabel(file)}`, candidates });
  }
}

function allSheets(call: Call, file: SpreadsheetDescription): Value {
  if (file.omittedSheets > 0) return unknown;
  return sheetsNamed(
    call,
    file,
    file.sheets.map(({ name }) => name),
  );
}

function sheetsNamed(call: Call, file: SpreadsheetDescription, names: readonly string[]): Value {
  const entries = names.map((name) => [name, sheetNamed(call, file, name)] as const);
  return { kind: 'dict', entries: new Map(entries), open: false, workbook: fileLabel(file) };
}

function sheetNamed(call: Call, file: SpreadsheetDescription, name: string): Value {
  const sheet = file.sheets.find((candidate) => candidate.name === name);
  if (sheet === undefined) return unknown;
  const label =
    file.sheets.length === 1 ? fileLabel(file) : `sheet '${quote(name, 40)}' of ${fileLabel(file)}`;
  return shaped(call, sheet.load, describedTable(label, sheet));
}
