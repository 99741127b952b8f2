import { childByField, childrenByField, type SyntaxNode } from '../../program/syntax-node.ts';
import type { Argument } from '../calls.ts';
import { readDataset, readTree } from '../files/read-key.ts';
import { checkSheets } from '../files/sheets.ts';
import { report, type Session } from '../session.ts';
import { readColumns } from '../tables/read-columns.ts';
import { joinValues } from '../values/join-values.ts';
import { copyOf } from '../values/make-table.ts';
import {
  column,
  type Groups,
  knownText,
  knownTexts,
  type Sequence,
  type Table,
  unknown,
  type Value,
} from '../values/value.ts';

/** `object[…]` where it is read. */
export function readSubscript(session: Session, node: SyntaxNode): Value {
  const object = childByField(node, 'value');
  const places = childrenByField(node, 'subscript');
  if (object === undefined) return unknown;
  const value = session.evaluate(object);
  const [asked, ...more] = places.map((node): Argument => ({ node, value: session.evaluate(node) }));
  if (asked === undefined) return unknown;
  if (value.kind === 'indexer') return readIndexer(session, value, [asked, ...more]);
  if (more.length > 0) return unknown;
  const key = asked.value;
  switch (value.kind) {
    case 'table':
      return chooseColumns(session, value, asked);
    case 'column':
      return key.kind === 'text' || key.kind === 'number' ? unknown : value;
    case 'groups':
      return chooseOfGroups(session, value, asked);
    case 'list':
      return itemOf(value, asked);
    case 'dict':
      return entryOf(session, value, asked);
    case 'labels':
      return key.kind === 'number' ? unknown : value;
    case 'workbook':
      checkSheet(session, value, asked);
      return unknown;
    case 'tree':
      return readTree(session, value, asked);
    case 'datasets':
      return readDataset(session, value, asked);
    default:
      return unknown;
  }
}

/** `df['x']`, `df[['x', 'y']]`, `df[mask]`. */
export function chooseColumns(session: Session, table: Table, asked: Argument): Value {
  readColumns(session, table, asked);
  const { value, node } = asked;
  if (value.kind === 'text') return column(value.text, table.index);
  if (value.kind === 'column' || node.type === 'slice') return copyOf(table);
  const names = knownTexts(value);
  if (names !== undefined) return copyOf(table, { columns: new Set(names) });
  return value.kind === 'list' || value.kind === 'labels' ? copyOf(table) : unknown;
}

function readIndexer(
  session: Session,
  { table, of }: Extract<Value, { kind: 'indexer' }>,
  [rows, columns]: readonly Argument[],
): Value {
  if (rows?.value.kind === 'function') session.apply(rows.value, [copyOf(table)]);
  if (columns === undefined) return of === 'plot' ? unknown : copyOf(table);
  if (of !== 'loc') return unknown;
  if (columns.node.type === 'slice') return copyOf(table);
  const value = chooseColumns(session, table, columns);
  const isOneRow = rows?.value.kind === 'number' || rows?.value.kind === 'text';
  return isOneRow && value.kind === 'column' ? unknown : value;
}

function chooseOfGroups(session: Session, groups: Groups, asked: Argument): Value {
  readColumns(session, groups.table, asked);
  const names = knownTexts(asked.value);
  if (names === undefined) return unknown;
  return { ...groups, chosen: { names, single: asked.value.kind === 'text' } };
}

function itemOf(list: Sequence, { node, value: key }: Argument): Value {
  if (node.type === 'slice') return { ...list, exact: false };
  if (key.kind === 'number' && list.exact) return list.items.at(key.value) ?? unknown;
  return list.items.length === 0 ? unknown : list.items.reduce(joinValues);
}

function checkSheet(
  session: Session,
  { file }: Extract<Value, { kind: 'workbook' }>,
  { node, value }: Argument,
): void {
  const name = knownText(value);
  if (name !== undefined) checkSheets(session, file, [{ node, name }]);
}

function entryOf(
  session: Session,
  { entries, open, workbook }: Extract<Value, { kind: 'dict' }>,
  { node, value }: Argument,
): Value {
  const name = knownText(value);
  if (name === undefined)
    return open || entries.size === 0 ? unknown : [...entries.values()].reduce(joinValues);
  if (!entries.has(name) && workbook !== undefined && !open) {
    report(session, {
      node,
      name,
      rule: 'unknown-sheet',
      problem: `is not in ${workbook}`,
      candidates: entries.keys(),
    });
  }
  return open && !entries.has(name) ? unknown : (entries.get(name) ?? unknown);
}
