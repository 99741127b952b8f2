import type { SyntaxNode } from './syntax-node.ts';

/** What an expression may evaluate to, as far as constants and imports tell; an empty list of values means nothing is known. */
export type Value =
  /** A module or something reached from it; `flagged` when its import was already complained about. */
  | { kind: 'name'; path: string; flagged: boolean }
  /** A string or path that begins with `prefix`; `exact` when that is all of it. */
  | { kind: 'text' | 'path'; prefix: string; exact: boolean }
  | { kind: 'number'; value: number }
  | { kind: 'constant'; value: boolean | null }
  | { kind: 'list'; items: SyntaxNode[] }
  /** What a call of a known function returned. */
  | { kind: 'result'; of: string };

/** The possible values of an expression; the same list for the same node, computed once. */
export type Evaluate = (node: SyntaxNode) => readonly Value[];

export type TextValue = Extract<Value, { kind: 'text' | 'path' }>;

export function isText(value: Value): value is TextValue {
  return value.kind === 'text' || value.kind === 'path';
}

export const text = (prefix: string, exact = true): TextValue => ({ kind: 'text', prefix, exact });
export const unknownText: TextValue = text('', false);

/** `left` followed by `right`, as far as both are known. */
export function concatenate(left: TextValue, right: TextValue): TextValue {
  if (!left.exact) return { ...left, kind: 'text' };
  return text(left.prefix + right.prefix, right.exact);
}
