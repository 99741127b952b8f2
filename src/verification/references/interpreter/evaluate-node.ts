import { readArguments } from '../../program/call.ts';
import { textOf } from '../../program/source-text.ts';
import { literalText } from '../../program/string-literal.ts';
import { childByField, type SyntaxNode } from '../../program/syntax-node.ts';
import { text, unknownText } from '../../program/value.ts';
import type { Session } from '../session.ts';
import { joinValues } from '../values/join-values.ts';
import { copyOf } from '../values/make-table.ts';
import { lookUp } from '../values/state.ts';
import { column, knownText, sequence, textValue, unknown, type Value } from '../values/value.ts';
import { assignTarget } from './assign.ts';
import { readAttribute } from './attributes.ts';
import { evaluateComparison } from './comparisons.ts';
import { evaluateComprehension } from './comprehensions.ts';
import { evaluateCall } from './evaluate-call.ts';
import { readSubscript } from './subscripts.ts';

type Evaluator = (session: Session, node: SyntaxNode) => Value;

const evaluators: Readonly<Record<string, Evaluator>> = {
  identifier: readName,
  attribute: readAttribute,
  subscript: readSubscript,
  call: (session, node) => evaluateCall(session, node, readArguments(node, session.program.source)),
  string: readString,
  concatenated_string: (session, node) => {
    const parts = node.children.map((part) => knownText(readString(session, part)));
    return parts.includes(undefined) ? unknown : textValue(parts.join(''));
  },
  integer: (session, node) => ({
    kind: 'number',
    value: Number(textOf(session.program.source, node).replaceAll('_', '')),
  }),
  true: () => ({ kind: 'constant', value: true }),
  false: () => ({ kind: 'constant', value: false }),
  none: () => ({ kind: 'constant', value: null }),
  list: readDisplay,
  tuple: readDisplay,
  set: readDisplay,
  expression_list: readDisplay,
  dictionary: readDictionary,
  list_comprehension: evaluateComprehension,
  set_comprehension: evaluateComprehension,
  generator_expression: evaluateComprehension,
  dictionary_comprehension: evaluateComprehension,
  lambda: (_, node) => ({ kind: 'function', node }),
  parenthesized_expression: (session, node) => lastOf(session, node),
  await: (session, node) => lastOf(session, node),
  comparison_operator: evaluateComparison,
  boolean_operator: (session, node) => node.children.map(session.evaluate).reduce(joinValues),
  not_operator: (session, node) => {
    const value = lastOf(session, node);
    return value.kind === 'constant' ? { kind: 'constant', value: !value.value } : unknown;
  },
  unary_operator: readUnary,
  binary_operator: readBinary,
  conditional_expression: readConditional,
  named_expression: (session, node) => {
    const value = lastOf(session, node);
    const name = childByField(node, 'name');
    if (name !== undefined) assignTarget(session, name, value);
    return value;
  },
  assignment: readAssignment,
  type: () => unknown,
};

/** The value of an expression; what it does not understand is unknown, but is looked through all the same. */
export function evaluateNode(session: Session, node: SyntaxNode): Value {
  const evaluator = evaluators[node.type];
  if (evaluator !== undefined) return evaluator(session, node);
  for (const child of node.children) session.evaluate(child);
  return unknown;
}

function lastOf(session: Session, node: SyntaxNode): Value {
  return node.children.map(session.evaluate).at(-1) ?? unknown;
}

function readName(session: Session, node: SyntaxNode): Value {
  const name = textOf(session.program.source, node);
  const value = lookUp(session.state, name);
  if (value !== undefined) return value;
  if (name === '__file__') return textValue('script.py');
  if (name === '__name__') return textValue('__main__');
  return session.program.scopes.bindingsOf(name, node).length === 0
    ? { kind: 'name', path: `builtins.${name}` }
    : unknown;
}

function readString(session: Session, node: SyntaxNode): Value {
  const value = literalText(node, session.program.source, (inner) => {
    const part = session.evaluate(inner);
    if (part.kind === 'number') return text(String(part.value));
    const known = knownText(part);
    return known === undefined ? unknownText : text(known);
  });
  const isBytes = /^[a-z]*b/i.test(textOf(session.program.source, node).slice(0, 3).split(/['"]/)[0] ?? '');
  return value.exact && !isBytes ? textValue(value.prefix) : unknown;
}

function readDisplay(session: Session, node: SyntaxNode): Value {
  const items: Value[] = [];
  for (const child of node.children) {
    const value = session.evaluate(child.type === 'list_splat' ? (child.children[0] ?? child) : child);
    if (child.type !== 'list_splat') items.push(value);
    else if (value.kind === 'list' && value.exact) items.push(...value.items);
    else return unknown;
  }
  return sequence(items);
}

function readDictionary(session: Session, node: SyntaxNode): Value {
  const entries = new Map<string, Value>();
  let open = false;
  for (const child of node.children) {
    const [key, value] = child.children.map(session.evaluate);
    const name = knownText(key);
    if (child.type === 'pair' && name !== undefined && value !== undefined) entries.set(name, value);
    else if (key?.kind === 'dict' && child.type === 'dictionary_splat') {
      for (const [inner, item] of key.entries) entries.set(inner, item);
      open ||= key.open;
    } else open = true;
  }
  return { kind: 'dict', entries, open };
}

function readUnary(session: Session, node: SyntaxNode): Value {
  const value = lastOf(session, node);
  if (value.kind === 'number' && node.operator === '-') return { kind: 'number', value: -value.value };
  return value.kind === 'column' || value.kind === 'table' ? value : unknown;
}

/** Sums of texts and lists, paths, and what arithmetic leaves of tables and columns. */
function readBinary(session: Session, node: SyntaxNode): Value {
  const [left = unknown, right = unknown] = node.children.map(session.evaluate);
  if (node.operator === '/' && (left.kind === 'path' || right.kind === 'path')) {
    const [folder, name] = [knownText(left), knownText(right)];
    return folder === undefined || name === undefined ? unknown : { kind: 'path', text: `${folder}/${name}` };
  }
  if (node.operator === '+' && left.kind === 'text' && right.kind === 'text') {
    return textValue(left.text + right.text);
  }
  if (node.operator === '+' && left.kind === 'list' && right.kind === 'list') {
    return sequence([...left.items, ...right.items], left.exact && right.exact);
  }
  for (const side of [left, right]) {
    if (node.operator === '-' || node.operator === '&') rememberTested(session, side);
  }
  if (left.kind === 'column' || right.kind === 'column') return column(null);
  const table = left.kind === 'table' ? left : right.kind === 'table' ? right : undefined;
  if (table === undefined) return unknown;
  return left.kind === 'table' && right.kind === 'table' ? joinValues(left, right) : copyOf(table);
}

/** `set(wanted) - set(df.columns)` asks which names exist. */
function rememberTested(session: Session, value: Value): void {
  if (value.kind !== 'list') return;
  for (const item of value.items) if (item.kind === 'text') session.tested.add(item.text);
}

function readConditional(session: Session, node: SyntaxNode): Value {
  const [whenTrue, condition, whenFalse] = node.children;
  if (whenTrue === undefined || condition === undefined || whenFalse === undefined) return unknown;
  const decided = session.evaluate(condition);
  if (decided.kind === 'constant' && decided.value !== null) {
    return session.evaluate(decided.value ? whenTrue : whenFalse);
  }
  return joinValues(session.evaluate(whenTrue), session.evaluate(whenFalse));
}

/** `a = b = value` gives the value to both. */
function readAssignment(session: Session, node: SyntaxNode): Value {
  const target = childByField(node, 'left');
  const right = childByField(node, 'right');
  if (right === undefined) return unknown;
  const value = session.evaluate(right);
  if (target !== undefined) assignTarget(session, target, value);
  return value;
}
