import type { SyntaxNode } from '../../program/syntax-node.ts';
import type { Session } from '../session.ts';
import { namesIn } from '../tables/read-columns.ts';
import { column, knownText, unknown, type Value } from '../values/value.ts';

/** A comparison: decided where both sides are constants; one with `in` tests the names on its left. */
export function evaluateComparison(session: Session, node: SyntaxNode): Value {
  const [left = unknown, right = unknown, ...more] = node.children.map(session.evaluate);
  if (/\bin\b/.test(node.operator ?? '')) rememberNames(session, left, node);
  if (node.operator === '<=' || node.operator === '<') rememberNames(session, left, node);
  if (node.operator === '>=' || node.operator === '>') rememberNames(session, right, node);
  if (left.kind === 'column' || right.kind === 'column' || left.kind === 'table') return column(null);
  if (more.length > 0) return unknown;
  const isEqual = compareConstants(left, right);
  if (isEqual !== undefined && (node.operator === '==' || node.operator === '!=')) {
    return { kind: 'constant', value: (node.operator === '==') === isEqual };
  }
  return unknown;
}

function rememberNames(session: Session, value: Value, node: SyntaxNode): void {
  for (const { name } of namesIn(value, node)) session.tested.add(name);
  if (value.kind === 'choice') for (const text of value.texts) session.tested.add(text);
  if (value.kind === 'list') {
    for (const item of value.items) if (item.kind === 'text') session.tested.add(item.text);
  }
}

function compareConstants(left: Value, right: Value): boolean | undefined {
  const [first, second] = [knownText(left), knownText(right)];
  if (first !== undefined && second !== undefined) return first === second;
  if (left.kind === 'number' && right.kind === 'number') return left.value === right.value;
  return undefined;
}
