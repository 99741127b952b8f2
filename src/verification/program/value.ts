import type { SyntaxNode } from './syntax-node.ts';

/** What an expression may evaluate to, as far as constants and imports tell; an empty list of values means nothing is known. */
export type Value =
  /** A module or something reached from it; `flagged` when its import was already complained about. */
  | { kind: 'name'; path: string; flagged: boolean }
  /** A string, bytes or path that begins with `prefix`; `exact` when that is all of it. */
  | { kind: 'text' | 'path'; prefix: string; exact: boolean }
  | { kind: 'number'; value: number }
  | { kind: 'constant'; value: boolean | null }
  | { kind: 'list'; items: readonly Item[] }
  | { kind: 'dict'; entries: readonly Entry[] }
  /** A function or class the program defines, and what calling the class made. */
  | { kind: 'function' | 'class'; node: SyntaxNode }
  | { kind: 'object'; of: SyntaxNode; given: Given }
  /** What `functools.partial` made. */
  | { kind: 'partial'; of: Value; given: Given }
  /** What a call of a known function returned. */
  | { kind: 'result'; of: string };

/** One element of a list: its expression, or what it may be. */
export type Item = SyntaxNode | readonly Value[];

export interface Entry {
  key: Item;
  value: Item;
}

/** One argument: where it stands and what it may be. */
export interface GivenValue {
  node: SyntaxNode;
  values: readonly Value[];
}

/** The arguments of a call with `*` and `**` filled in as far as they are known; `open` when others may have come with them. */
export interface Given {
  positional: readonly GivenValue[];
  keywords: ReadonlyMap<string, GivenValue>;
  open: boolean;
}

/** The possible values of an expression; the same list for the same node, computed once. */
export type Evaluate = (node: SyntaxNode) => readonly Value[];

export type TextValue = Extract<Value, { kind: 'text' | 'path' }>;
type ListValue = Extract<Value, { kind: 'list' }>;

export function isText(value: Value): value is TextValue {
  return value.kind === 'text' || value.kind === 'path';
}

export const text = (prefix: string, exact = true): TextValue => ({ kind: 'text', prefix, exact });
export const unknownText: TextValue = text('', false);
export const number = (value: number): Value => ({ kind: 'number', value });
export const list = (items: readonly Item[]): ListValue => ({ kind: 'list', items });

export function valuesOf(item: Item, evaluate: Evaluate): readonly Value[] {
  return 'type' in item ? evaluate(item) : item;
}

/** `left` followed by `right`, as far as both are known. */
export function concatenate(left: TextValue, right: TextValue): TextValue {
  if (!left.exact) return { ...left, kind: 'text' };
  return text(left.prefix + right.prefix, right.exact);
}

/** The names `dir(…)` gives; its elements are taken for the whole. */
export function isListing(value: Value): boolean {
  return value.kind === 'result' && value.of === 'builtins.dir';
}

/** What an iteration over the values gives: elements, keys or characters. */
export function elementsOf(values: readonly Value[], evaluate: Evaluate): Value[] {
  return values.flatMap((value): readonly Value[] => {
    if (value.kind === 'list') return value.items.flatMap((item) => valuesOf(item, evaluate));
    if (value.kind === 'dict') return value.entries.flatMap(({ key }) => valuesOf(key, evaluate));
    if (isListing(value)) return [value];
    return isText(value) && value.exact ? [...value.prefix].map((character) => text(character)) : [];
  });
}

/** The list the values are, the elements of each text or dict in a row; undefined where nothing is known of its order. */
export function asList(values: readonly Value[]): readonly Item[] | undefined {
  const [value] = values.filter(({ kind }) => kind !== 'result');
  if (value?.kind === 'list') return value.items;
  if (value?.kind === 'dict') return value.entries.map(({ key }) => key);
  if (value !== undefined && isText(value) && value.exact) {
    return [...value.prefix].map((character) => [text(character)]);
  }
  return undefined;
}
