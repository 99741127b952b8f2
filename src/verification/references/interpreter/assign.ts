import { textOf } from '../../program/source-text.ts';
import { childByField, childrenByField, type SyntaxNode } from '../../program/syntax-node.ts';
import type { Session } from '../session.ts';
import { addColumns } from '../values/make-table.ts';
import { assignName, lookUp } from '../values/state.ts';
import { knownTexts, type Table, unknown, type Value } from '../values/value.ts';
import { elementsOf } from './elements.ts';

/** Gives a value to a name, an attribute, a subscript or a pattern of them. */
export function assignTarget(session: Session, target: SyntaxNode, value: Value): void {
  if (target.type === 'identifier') assignName(session.state, textOf(session.program.source, target), value);
  else if (target.type === 'attribute') assignAttribute(session, target, value);
  else if (target.type === 'subscript') assignSubscript(session, target, value);
  else assignParts(session, target, value);
}

function assignParts(session: Session, target: SyntaxNode, value: Value): void {
  const items = value.kind === 'list' ? elementsOf(value) : undefined;
  const isPaired = items?.exact === true && items.items.length === target.children.length;
  const isWhole = target.type === 'as_pattern_target' || target.type === 'parenthesized_expression';
  for (const [index, part] of target.children.entries()) {
    if (isWhole) assignTarget(session, part, value);
    else assignTarget(session, part, (isPaired ? items.items[index] : undefined) ?? unknown);
  }
}

function assignAttribute(session: Session, target: SyntaxNode, value: Value): void {
  const object = childByField(target, 'object');
  const attribute = childByField(target, 'attribute');
  if (object === undefined || attribute === undefined) return;
  const receiver = session.evaluate(object);
  const name = textOf(session.program.source, attribute);
  if (receiver.kind !== 'table') openRoot(session, object);
  else if (name === 'columns') renameAll(receiver, value);
  else if (name !== 'index') addColumns(receiver, [name]);
  else if (value.kind === 'column' && value.name !== null) receiver.index = new Set([value.name]);
  else receiver.open = true;
}

function renameAll(table: Table, value: Value): void {
  const names = knownTexts(value);
  if (names === undefined) table.open = true;
  else Object.assign(table, { columns: new Set(names), open: false });
}

function assignSubscript(session: Session, target: SyntaxNode, value: Value): void {
  const object = childByField(target, 'value');
  if (object === undefined) return;
  const places = childrenByField(target, 'subscript');
  const receiver = session.evaluate(object);
  const keys = places.map((place) => session.evaluate(place));
  const key = keys[0] ?? unknown;
  if (receiver.kind === 'table') addKey(receiver, { key, place: places[0] });
  else if (receiver.kind === 'indexer') {
    if (places.length > 1) addKey(receiver.table, { key: keys[1] ?? unknown, place: places[1] });
  } else if (receiver.kind === 'dict') {
    if (key.kind === 'text') receiver.entries.set(key.text, value);
    else receiver.open = true;
  } else if (receiver.kind === 'list') {
    receiver.items = [...receiver.items, value];
    receiver.exact = false;
  } else {
    if (receiver.kind === 'tree') receiver.changed = true;
    const isOwn = receiver.kind === 'tree' || receiver.kind === 'datasets' || receiver.kind === 'workbook';
    if (isOwn && key.kind === 'text') session.tested.add(key.text);
    openRoot(session, object);
  }
}

function addKey(table: Table, { key, place }: { key: Value; place: SyntaxNode | undefined }): void {
  const isRows = place?.type === 'slice' || key.kind === 'column' || key.kind === 'number';
  const names = key.kind === 'choice' ? key.texts : knownTexts(key);
  if (names !== undefined) addColumns(table, names);
  else if (!isRows) table.open = true;
}

/** Something inside a table changes in a way nobody follows. */
export function openRoot(session: Session, node: SyntaxNode): void {
  let at: SyntaxNode | undefined = node;
  while (at !== undefined && at.type !== 'identifier') {
    at = childByField(at, 'object') ?? childByField(at, 'value') ?? childByField(at, 'function');
  }
  const value = at === undefined ? undefined : lookUp(session.state, textOf(session.program.source, at));
  if (value !== undefined) loseSight(value);
}

/** Code that is not followed may have changed the value. */
export function loseSight(value: Value): void {
  if (value.kind === 'table') value.open = true;
  if (value.kind === 'groups') value.table.open = true;
  if (value.kind === 'tree') value.changed = true;
  if (value.kind === 'list') {
    value.exact = false;
    value.items.push(unknown);
    for (const item of value.items) if (item !== value) loseSight(item);
  }
  if (value.kind === 'dict') {
    value.open = true;
    for (const item of value.entries.values()) if (item !== value) loseSight(item);
  }
}
