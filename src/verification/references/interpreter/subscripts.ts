import { quote } from '../../program/source-text.ts';
import { childByField, childrenByField, type SyntaxNode } from '../../program/syntax-node.ts';
import { lacksSheet } from '../files/described-tables.ts';
import { readDataset } from '../files/read-dataset.ts';
import { readTree } from '../files/read-tree.ts';
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
  const [place] = places;
  if (object === undefined || place === undefined) return unknown;
  const value = session.evaluate(object);
  const asked = places.map((at) => ({ node: at, value: session.evaluate(at) }));
  const key = asked[0]?.value ?? unknown;
  if (value.kind === 'indexer') return readIndexer(session, value, asked);
  if (asked.length > 1) return unknown;
  switch (value.kind) {
    case 'table':
      return chooseColumns(session, value, { node: place, value: key });
    case 'column':
      return key.kind === 'text' || key.kind === 'number' ? unknown : value;
    case 'groups':
      return chooseOfGroups(session, value, { node: place, value: key });
    case 'list':
      return itemOf(value, key, place);
    case 'dict':
      return entryOf(session, value, { node: place, value: key });
    case 'labels':
      return key.kind === 'number' ? unknown : value;
    case 'workbook':
      checkSheet(session, value, { node: place, value: key });
      return unknown;
    case 'tree':
      return readTree(session, value, { node: place, value: key });
    case 'datasets':
      return readDataset(session, value, { node: place, value: key });
    default:
      return unknown;
  }
}

interface Asked {
  node: SyntaxNode;
  value: Value;
}

/** `df['x']`, `df[['x', 'y']]`, `df[mask]`. */
export function chooseColumns(session: Session, table: Table, asked: Asked): Value {
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
  [rows, columns]: readonly Asked[],
): Value {
  if (rows?.value.kind === 'function') session.apply(rows.value, [copyOf(table)]);
  if (columns === undefined) return of === 'plot' ? unknown : copyOf(table);
  if (of !== 'loc') return unknown;
  if (columns.node.type === 'slice') return copyOf(table);
  const value = chooseColumns(session, table, columns);
  const isOneRow = rows?.value.kind === 'number' || rows?.value.kind === 'text';
  return isOneRow && value.kind === 'column' ? unknown : value;
}

function chooseOfGroups(session: Session, groups: Groups, asked: Asked): Value {
  readColumns(session, groups.table, asked);
  const names = knownTexts(asked.value);
  if (names === undefined) return unknown;
  return { ...groups, chosen: { names, single: asked.value.kind === 'text' } };
}

function itemOf(list: Sequence, key: Value, place: SyntaxNode): Value {
  if (place.type === 'slice') return { ...list, exact: false };
  if (key.kind === 'number' && list.exact) return list.items.at(key.value) ?? unknown;
  return list.items.length === 0 ? unknown : list.items.reduce(joinValues);
}

function entryOf(
  session: Session,
  { entries, open, workbook }: Extract<Value, { kind: 'dict' }>,
  { node, value }: Asked,
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

function checkSheet(
  session: Session,
  { file }: Extract<Value, { kind: 'workbook' }>,
  { node, value }: Asked,
): void {
  const name = knownText(value);
  if (name === undefined || !lacksSheet(file, name)) return;
  const candidates = file.sheets.map((sheet) => sheet.name);
  report(session, {
    node,
    name,
    rule: 'unknown-sheet',
    problem: `is not in ${quote(file.name)}`,
    candidates,
  });
}
