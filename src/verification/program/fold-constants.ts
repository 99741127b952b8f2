import { fillPercent } from './fill-text.ts';
import { joinBinary, negate } from './fold-binary.ts';
import { bindingValues, repeatedValues } from './fold-binding.ts';
import { foldCall, ownOperation } from './fold-call.ts';
import { foldComprehension } from './fold-comprehension.ts';
import { canonical, foldAttribute, grownValues } from './fold-member.ts';
import { foldSubscript } from './fold-subscript.ts';
import type { Environment, Folding } from './folding.ts';
import { readGiven } from './given.ts';
import type { ProgramIndex } from './program-index.ts';
import type { Scopes } from './scopes.ts';
import { type SourceText, textOf } from './source-text.ts';
import { literalText } from './string-literal.ts';
import { childByField, type SyntaxNode } from './syntax-node.ts';
import {
  concatenate,
  type Entry,
  type Evaluate,
  type Given,
  isText,
  list,
  number,
  type TextValue,
  text,
  unknownText,
  type Value,
} from './value.ts';

const maxValues = 24;
const maxDepth = 120;
const maxRounds = 3_000;

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

interface Reading {
  source: SourceText;
  scopes: Scopes;
  index: ProgramIndex;
}

/** Folds constants and follows imports, assignments and calls, whatever their order; where it does not understand it returns nothing. */
export function foldConstants(reading: Reading): Pick<Folding, 'evaluate' | 'given'> {
  const shared = { depth: 0, rounds: 0, unsettled: 0 };
  return foldWithin(reading, { environment: new Map(), shared });
}

/** Stands for what is being evaluated, and is all that is known of it as long as it is. */
const unsettled: readonly Value[] = [];

interface Round {
  environment: Environment;
  /** Counted over all rounds, so that no program can ask for too much. */
  shared: {
    depth: number;
    rounds: number;
    /** How often an answer was given that a later one may differ from. */
    unsettled: number;
  };
}

function foldWithin(reading: Reading, { environment, shared }: Round): Folding {
  const { source, scopes } = reading;
  const known = new Map<SyntaxNode, readonly Value[]>();
  const givenTo = new Map<SyntaxNode, Given>();
  const folding: Folding = { ...reading, evaluate, given, within };
  return folding;

  function within(names: Environment): Evaluate {
    shared.rounds += 1;
    if (shared.rounds > maxRounds) return () => [];
    return foldWithin(reading, { environment: new Map([...environment, ...names]), shared }).evaluate;
  }

  function evaluate(node: SyntaxNode): readonly Value[] {
    const before = known.get(node);
    if (before !== undefined && before !== unsettled) return before;
    if (before === unsettled || shared.depth >= maxDepth) {
      shared.unsettled += 1;
      return unsettled;
    }
    known.set(node, unsettled);
    shared.depth += 1;
    const values = compute(node).slice(0, maxValues);
    shared.depth -= 1;
    known.set(node, values);
    return values;
  }

  function given(call: SyntaxNode): Given {
    const before = givenTo.get(call);
    if (before !== undefined) return before;
    const count = shared.unsettled;
    const read = readGiven(call, folding);
    if (shared.unsettled === count) givenTo.set(call, read);
    return read;
  }

  function compute(node: SyntaxNode): readonly Value[] {
    const [first, second, third] = node.children;
    switch (node.type) {
      case 'identifier':
        return resolve(node);
      case 'attribute':
        return foldAttribute(node, folding);
      case 'dotted_name':
        return dottedValues(node);
      case 'call':
        return foldCall(node, folding);
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
        return foldSubscript(node, folding);
      case 'integer':
        return [number(Number(textOf(source, node).replaceAll('_', '')))];
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
      case 'expression_list':
        return [list(node.children.flatMap(spreadItems))];
      case 'dictionary':
        return [{ kind: 'dict', entries: node.children.flatMap(entriesOf) }];
      case 'lambda':
        return [{ kind: 'function', node }];
      case 'list_comprehension':
      case 'set_comprehension':
      case 'generator_expression':
      case 'dictionary_comprehension':
        return foldComprehension(node, folding);
      default:
        return [];
    }
  }

  function resolve(node: SyntaxNode): readonly Value[] {
    const name = textOf(source, node);
    const fixed = environment.get(name);
    if (fixed !== undefined) return fixed;
    const bindings = scopes.bindingsOf(name, node);
    const builtin: Value = { kind: 'name', path: `builtins.${name}`, flagged: false };
    if (name === '__file__') return [text('script.py')];
    if (bindings.length === 0) return [builtin];
    const first = bindings.flatMap((binding) =>
      binding.kind === 'deleted' ? [builtin] : bindingValues(binding, folding),
    );
    const values = [...first, ...repeatedValues(bindings, { name, first, folding })];
    const grown = grownValues(values, name, folding);
    return unhideable.has(name) ? [builtin, ...grown] : grown;
  }

  function binaryValues(operator: string | null, left: SyntaxNode, right: SyntaxNode): readonly Value[] {
    const own = ownOperation(operator, evaluate(left), folding);
    if (own.length > 0) return own;
    if (operator !== '%' || !evaluate(left).some(isText)) {
      return joinBinary(operator, evaluate(left), evaluate(right));
    }
    const filling = right.type === 'tuple' ? right.children.map(oneText) : [oneText(right)];
    const [named] = evaluate(right);
    const byName = named?.kind === 'dict' ? named.entries : [];
    return evaluate(left)
      .filter(isText)
      .map((value) => fillPercent(value, filling, textsByName(byName)));
  }

  function textsByName(entries: readonly Entry[]): ReadonlyMap<string, TextValue> {
    const pairs = entries.flatMap(({ key, value }) =>
      'type' in key && 'type' in value ? [[oneText(key).prefix, oneText(value)] as const] : [],
    );
    return new Map(pairs);
  }

  /** `case a.b:` reads the attribute `b`. */
  function dottedValues({ children: [first, ...rest] }: SyntaxNode): readonly Value[] {
    if (first === undefined) return [];
    const suffix = rest.map((part) => `.${textOf(source, part)}`).join('');
    return resolve(first).map((value) =>
      value.kind === 'name' ? { ...value, path: canonical(value.path + suffix) } : value,
    );
  }

  function spreadItems(item: SyntaxNode): readonly (SyntaxNode | readonly Value[])[] {
    const [inner] = item.children;
    if (item.type !== 'list_splat' || inner === undefined) return [item];
    return evaluate(inner).flatMap((value) => (value.kind === 'list' ? value.items : []));
  }

  function entriesOf(item: SyntaxNode): readonly Entry[] {
    const [inner] = item.children;
    if (item.type === 'dictionary_splat' && inner !== undefined) {
      return evaluate(inner).flatMap((value) => (value.kind === 'dict' ? value.entries : []));
    }
    const key = childByField(item, 'key');
    const value = childByField(item, 'value');
    return key && value ? [{ key, value }] : [];
  }

  /** The text of an expression where it has only one; else unknown text. */
  function oneText(node: SyntaxNode): TextValue {
    const values = evaluate(node);
    const [value] = values;
    if (values.length !== 1 || value === undefined) return unknownText;
    if (value.kind === 'number') return text(String(value.value));
    return isText(value) ? value : unknownText;
  }
}
