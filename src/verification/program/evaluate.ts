import { foldCall } from './fold-call.ts';
import { joinPaths, parentOf } from './fold-path.ts';
import { fillPercent, repeatText } from './fold-text.ts';
import type { Binding, Scopes } from './scopes.ts';
import { type SourceText, textOf } from './source-text.ts';
import { literalText } from './string-literal.ts';
import { childByField, type SyntaxNode } from './syntax-node.ts';
import {
  concatenate,
  type Evaluate,
  isText,
  type TextValue,
  text,
  unknownText,
  type Value,
} from './value.ts';

const maxValues = 16;
const maxDepth = 120;

/** Builtins whose name is never given another meaning by honest programs: an assignment does not hide them. */
const unhideable = new Set([
  'eval',
  'exec',
  'compile',
  '__import__',
  'breakpoint',
  'getattr',
  '__builtins__',
]);

/** Folds constants and follows imports and assignments, whatever their order; where it does not understand it returns nothing. */
export function createEvaluator(source: SourceText, scopes: Scopes): Evaluate {
  const known = new Map<SyntaxNode, readonly Value[]>();
  let depth = 0;

  function evaluate(node: SyntaxNode): readonly Value[] {
    const before = known.get(node);
    if (before !== undefined || depth >= maxDepth) return before ?? [];
    known.set(node, []);
    depth += 1;
    const values = compute(node).slice(0, maxValues);
    depth -= 1;
    known.set(node, values);
    return values;
  }

  function compute(node: SyntaxNode): readonly Value[] {
    const [first, second, third] = node.children;
    switch (node.type) {
      case 'identifier':
        return resolve(node);
      case 'attribute':
        return attributeValues(node);
      case 'dotted_name':
        return dottedValues(node);
      case 'call':
        return foldCall(node, { source, evaluate });
      case 'string':
        return [literalText(node, source, oneText)];
      case 'concatenated_string':
        return [node.children.map(oneText).reduce(concatenate, text(''))];
      case 'binary_operator':
        return first && second ? binaryValues(node.operator, first, second) : [];
      case 'parenthesized_expression':
      case 'await':
        return first ? evaluate(first) : [];
      case 'conditional_expression':
        return [first, third].flatMap((branch) => (branch ? evaluate(branch) : []));
      case 'boolean_operator':
        return node.children.flatMap(evaluate);
      case 'named_expression':
        return second ? evaluate(second) : [];
      case 'subscript':
        return subscriptValues(node);
      case 'integer':
        return [{ kind: 'number', value: Number(textOf(source, node).replaceAll('_', '')) }];
      case 'unary_operator':
        return node.operator === '-' && first ? evaluate(first).flatMap(negate) : [];
      case 'true':
      case 'false':
        return [{ kind: 'constant', value: node.type === 'true' }];
      case 'none':
        return [{ kind: 'constant', value: null }];
      case 'list':
      case 'tuple':
      case 'set':
        return [{ kind: 'list', items: node.children }];
      default:
        return [];
    }
  }

  function resolve(node: SyntaxNode): readonly Value[] {
    const name = textOf(source, node);
    const bindings = scopes.bindingsOf(name, node);
    const builtin: Value = { kind: 'name', path: `builtins.${name}`, flagged: false };
    if (name === '__file__') return [text('script.py')];
    if (bindings.length === 0) return [builtin];
    const values = bindings.flatMap((binding) => bindingValues(binding, builtin));
    return unhideable.has(name) ? [builtin, ...values] : values;
  }

  function bindingValues(binding: Binding, builtin: Value): readonly Value[] {
    switch (binding.kind) {
      case 'import':
        return [constantMember(binding.path, false)];
      case 'deleted':
        return [builtin];
      case 'value':
        return evaluate(binding.node);
      case 'element':
        return elements(evaluate(binding.node));
      default:
        return [];
    }
  }

  function binaryValues(operator: string | null, left: SyntaxNode, right: SyntaxNode): readonly Value[] {
    if (operator !== '%') return combine(operator, evaluate(left), evaluate(right));
    const filling = right.type === 'tuple' ? right.children.map(oneText) : [oneText(right)];
    return evaluate(left)
      .filter(isText)
      .map((value) => fillPercent(value, filling));
  }

  /** `case a.b:` reads the attribute `b`. */
  function dottedValues({ children: [first, ...rest] }: SyntaxNode): readonly Value[] {
    if (first === undefined) return [];
    const suffix = rest.map((part) => `.${textOf(source, part)}`).join('');
    return resolve(first).map((value) =>
      value.kind === 'name' ? { ...value, path: canonical(value.path + suffix) } : value,
    );
  }

  function elements(values: readonly Value[]): Value[] {
    return values.flatMap((value) => (value.kind === 'list' ? value.items.flatMap(evaluate) : []));
  }

  function attributeValues(node: SyntaxNode): Value[] {
    const object = childByField(node, 'object');
    const attribute = childByField(node, 'attribute');
    if (object === undefined || attribute === undefined) return [];
    const name = textOf(source, attribute);
    return evaluate(object).flatMap((value): Value[] => {
      if (value.kind === 'name') return [constantMember(canonical(`${value.path}.${name}`), value.flagged)];
      if (value.kind === 'path' && name === 'parent' && value.exact) return [parentOf(value)];
      return [];
    });
  }

  function subscriptValues(node: SyntaxNode): Value[] {
    const object = childByField(node, 'value');
    const index = childByField(node, 'subscript');
    if (object === undefined || index === undefined) return [];
    const reversed = textOf(source, index).replace(/\s/g, '') === '::-1';
    const [at] = evaluate(index);
    return evaluate(object).flatMap((value): readonly Value[] => {
      if (reversed && isText(value) && value.exact) return [text([...value.prefix].reverse().join(''))];
      if (value.kind !== 'list') return [];
      if (reversed) return [{ ...value, items: value.items.toReversed() }];
      const item = at?.kind === 'number' ? value.items.at(at.value) : undefined;
      return item === undefined ? [] : evaluate(item);
    });
  }

  /** The text of an expression where it has only one; else unknown text. */
  function oneText(node: SyntaxNode): TextValue {
    const values = evaluate(node);
    const [value] = values;
    if (values.length !== 1 || value === undefined) return unknownText;
    if (value.kind === 'number') return text(String(value.value));
    return isText(value) ? value : unknownText;
  }

  return evaluate;
}

function combine(operator: string | null, left: readonly Value[], right: readonly Value[]): Value[] {
  const texts = (values: readonly Value[]) => (values.length > 0 ? values.filter(isText) : [unknownText]);
  if (operator === '+') {
    if (![...left, ...right].some(isText)) return [];
    return texts(left).flatMap((a) => texts(right).map((b) => concatenate(a, b)));
  }
  if (operator === '/') {
    const paths = left.filter(isText).filter(({ kind }) => kind === 'path');
    return paths.flatMap((a) => texts(right).map((b) => joinPaths([a, b])));
  }
  if (operator === '*') return repeatText(left, right);
  return [];
}

const separators = new Map([
  ['os.sep', '/'],
  ['os.path.sep', '/'],
  ['os.curdir', '.'],
  ['os.path.curdir', '.'],
  ['os.pardir', '..'],
  ['os.path.pardir', '..'],
]);

function constantMember(path: string, flagged: boolean): Value {
  const constant = separators.get(path);
  return constant === undefined ? { kind: 'name', path, flagged } : text(constant);
}

function negate(value: Value): Value[] {
  return value.kind === 'number' ? [{ kind: 'number', value: -value.value }] : [];
}

function canonical(path: string): string {
  return path.replace(/^(?:posixpath|genericpath|ntpath)(?=\.|$)/, 'os.path');
}
