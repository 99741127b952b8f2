import { quote } from '../../program/source-text.ts';
import { argument, type Call } from '../calls.ts';
import { lacksSheet } from '../files/described-tables.ts';
import { readSheet } from '../files/read-file.ts';
import { report } from '../session.ts';
import { namesIn } from '../tables/read-columns.ts';
import { unknown, type Value } from '../values/value.ts';

type Handle = Extract<Value, { kind: 'handle' }>;

/** What was read from an opened file is followed by the name of the file. */
export const handleMethods: ReadonlyMap<string, (receiver: Handle, call: Call) => Value> = new Map([
  ['read', (receiver: Handle) => receiver],
]);

/** `book.parse('Sheet')` and its like in openpyxl and xlrd. */
export function workbookMethod(
  receiver: Extract<Value, { kind: 'workbook' }>,
  name: string,
  call: Call,
): Value {
  if (name === 'parse') return readSheet(call, receiver.file, 0);
  if (name !== 'sheet_by_name' && name !== 'get_sheet_by_name') return unknown;
  const given = argument(call, 0, 'sheet_name');
  for (const used of given === undefined ? [] : namesIn(given.value, given.node)) {
    if (!lacksSheet(receiver.file, used.name)) continue;
    const candidates = receiver.file.sheets.map((sheet) => sheet.name);
    report(call.session, {
      ...used,
      rule: 'unknown-sheet',
      problem: `is not in ${quote(receiver.file.name)}`,
      candidates,
    });
  }
  return unknown;
}
