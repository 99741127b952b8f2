import path from 'node:path';
import { textOf } from '../../program/source-text.ts';
import { childByField, type SyntaxNode } from '../../program/syntax-node.ts';
import { report, type Session } from '../session.ts';
import { sameShape } from '../tables/column-methods.ts';
import { frameAttributes, groupAttributes } from '../tables/pandas-attributes.ts';
import { hasColumn, problemOf } from '../tables/read-columns.ts';
import { copyOf } from '../values/make-table.ts';
import { column, sequence, type Table, textValue, unknown, type Value } from '../values/value.ts';

/** `object.name` where it is not the beginning of a call. */
export function readAttribute(session: Session, node: SyntaxNode): Value {
  const object = childByField(node, 'object');
  const attribute = childByField(node, 'attribute');
  if (object === undefined || attribute === undefined) return unknown;
  return attributeOf(session, session.evaluate(object), attribute);
}

export function attributeOf(session: Session, value: Value, attribute: SyntaxNode): Value {
  const name = textOf(session.program.source, attribute);
  switch (value.kind) {
    case 'name':
      return { kind: 'name', path: `${value.path}.${name}` };
    case 'table':
      return tableAttribute(session, value, { attribute, name });
    case 'groups':
      checkName(session, value.table, { attribute, name, known: groupAttributes });
      return value.table.columns.has(name) && !groupAttributes.has(name)
        ? { ...value, chosen: { names: [name], single: true } }
        : unknown;
    case 'column':
      return sameShape.has(name) ? value : unknown;
    case 'labels':
      if (name === 'str') return { kind: 'string methods', labels: value };
      return name === 'values' ? value : unknown;
    case 'path':
      return pathAttribute(value.text, name);
    case 'workbook':
      return name === 'sheet_names' || name === 'sheetnames' ? sheetNames(value) : unknown;
    default:
      return unknown;
  }
}

interface Named {
  attribute: SyntaxNode;
  name: string;
}

function tableAttribute(session: Session, table: Table, { attribute, name }: Named): Value {
  if (name === 'columns') return { kind: 'labels', table: copyOf(table), change: null };
  if (name === 'loc' || name === 'at') return { kind: 'indexer', table, of: 'loc' };
  if (name === 'iloc' || name === 'iat') return { kind: 'indexer', table, of: 'iloc' };
  if (name === 'plot') return { kind: 'indexer', table, of: 'plot' };
  if (frameAttributes.has(name)) return unknown;
  checkName(session, table, { attribute, name, known: frameAttributes });
  return table.open ? unknown : column(name, table.index);
}

function checkName(
  session: Session,
  table: Table,
  { attribute, name, known }: Named & { known: ReadonlySet<string> },
): void {
  if (known.has(name) || name.startsWith('_') || hasColumn(table, name) || table.index.has(name)) return;
  const problem = problemOf(table, name);
  report(session, { node: attribute, name, rule: 'unknown-column', problem, candidates: table.columns });
}

function pathAttribute(text: string, name: string): Value {
  const parsed = path.posix.parse(text);
  if (name === 'name') return textValue(parsed.base);
  if (name === 'stem') return textValue(parsed.name);
  if (name === 'suffix') return textValue(parsed.ext);
  return name === 'parent' ? { kind: 'path', text: parsed.dir || '.' } : unknown;
}

function sheetNames({ file }: Extract<Value, { kind: 'workbook' }>): Value {
  return file.omittedSheets > 0 ? unknown : sequence(file.sheets.map((sheet) => textValue(sheet.name)));
}
