import { ancestor, type SyntaxNode } from '../../program/syntax-node.ts';
import { joinValues } from './join-values.ts';
import { unionOf } from './make-table.ts';
import { type Table, unknown, type Value } from './value.ts';

/** The names of one running function, or of the module. */
export interface Frame {
  owner: SyntaxNode | null;
  names: Map<string, Value>;
  globals: Set<string>;
}

/** What every name holds at one point of the program. */
export interface State {
  frames: Frame[];
}

export function newState(): State {
  return { frames: [newFrame(null)] };
}

export function newFrame(owner: SyntaxNode | null): Frame {
  return { owner, names: new Map(), globals: new Set() };
}

/** A frame for a lambda or comprehension, which sees the names of the function it is written in. */
export function innerFrame(state: State, node: SyntaxNode): Frame {
  const owner = enclosing(node) ?? null;
  const around = state.frames.findLast((frame) => frame.owner === owner) ?? state.frames[0];
  return { ...newFrame(owner), names: new Map(around?.names) };
}

/** Looks a name up as Python does: here, in the functions around, in the module. */
export function lookUp(state: State, name: string): Value | undefined {
  const top = state.frames.at(-1) as Frame;
  const module = state.frames[0] as Frame;
  if (!top.globals.has(name)) {
    const local = top.names.get(name);
    if (local !== undefined) return local;
    for (let owner: SyntaxNode | null | undefined = top.owner; owner; owner = enclosing(owner)) {
      const found = state.frames.findLast((frame) => frame.owner === owner)?.names.get(name);
      if (found !== undefined) return found;
    }
  }
  return module.names.get(name);
}

function enclosing(owner: SyntaxNode): SyntaxNode | undefined {
  return ancestor(owner, ['function_definition']);
}

export function assignName(state: State, name: string, value: Value): void {
  const top = state.frames.at(-1) as Frame;
  const frame = top.globals.has(name) ? (state.frames[0] as Frame) : top;
  frame.names.set(name, value);
}

/** Leaves nothing known of the names of the running function. */
export function forgetNames(state: State, names: Iterable<string>): void {
  for (const name of names) assignName(state, name, unknown);
}

/** A second state that starts like the first; tables, lists and dictionaries in it are copies of their own. */
export interface Fork {
  state: State;
  /** From each copy to what it was copied from. */
  originals: Map<Value, Value>;
}

export function fork(state: State): Fork {
  const copies = new Map<Value, Value>();
  const frames = state.frames.map((frame) => ({
    ...frame,
    names: new Map([...frame.names].map(([name, value]) => [name, copyDeep(value, copies)] as const)),
  }));
  return { state: { frames }, originals: new Map([...copies].map(([from, to]) => [to, from])) };
}

/** Makes `state` hold whatever it or the fork holds. */
export function merge(state: State, { state: other, originals }: Fork): void {
  const back = (value: Value): Value => originals.get(value) ?? value;
  for (const [copy, original] of originals) mergeContents(original, copy, back);
  for (const [index, frame] of state.frames.entries()) {
    for (const [name, value] of other.frames[index]?.names ?? []) {
      frame.names.set(name, joinValues(frame.names.get(name), backDeep(value, back)));
    }
  }
}

function copyDeep(value: Value, copies: Map<Value, Value>): Value {
  if (value.kind !== 'table' && value.kind !== 'list' && value.kind !== 'dict') return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  const copy = { ...value };
  copies.set(value, copy);
  if (copy.kind === 'list') copy.items = copy.items.map((item) => copyDeep(item, copies));
  if (copy.kind === 'dict') {
    copy.entries = new Map([...copy.entries].map(([key, item]) => [key, copyDeep(item, copies)] as const));
  }
  return copy;
}

function backDeep(value: Value, back: (value: Value) => Value): Value {
  const original = back(value);
  if (original !== value) return original;
  if (value.kind === 'list') value.items = value.items.map(back);
  if (value.kind === 'dict') {
    for (const [key, item] of value.entries) value.entries.set(key, back(item));
  }
  return value;
}

function mergeContents(into: Value, from: Value, back: (value: Value) => Value): void {
  if (into.kind === 'table' && from.kind === 'table' && !isSameTable(into, from)) {
    Object.assign(into, unionOf([into, from]));
  }
  if (into.kind === 'list' && from.kind === 'list') {
    Object.assign(into, joinValues(into, { ...from, items: from.items.map(back) }));
  }
  if (into.kind === 'dict' && from.kind === 'dict') {
    const entries = new Map([...from.entries].map(([key, item]) => [key, back(item)] as const));
    Object.assign(into, joinValues(into, { ...from, entries }));
  }
}

function isSameTable(left: Table, right: Table): boolean {
  return left.columns === right.columns && left.index === right.index && left.open === right.open;
}
