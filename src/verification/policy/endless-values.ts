import { readArguments } from '../program/call.ts';
import type { PythonProgram } from '../program/program.ts';
import { textOf } from '../program/source-text.ts';
import { childByField, type SyntaxNode } from '../program/syntax-node.ts';

const alwaysTrue = /^\(*(?:True|[1-9]\d*|not (?:False|None|0)|(['"])\w+\1)\)*$/;
const endlessMakers = new Set(['itertools.count', 'itertools.cycle', 'itertools.repeat']);
const collectors = new Set(
  ['list', 'tuple', 'set', 'sum', 'max', 'min', 'sorted', 'frozenset'].map((name) => `builtins.${name}`),
);

/** Whether the condition of a `while` is true for ever: a constant, or a comparison of what the body never touches. */
export function neverChanges(program: PythonProgram, loop: SyntaxNode): boolean {
  const condition = childByField(loop, 'condition');
  if (condition === undefined) return false;
  if (alwaysTrue.test(textOf(program.source, condition).trim())) return true;
  if (condition.type !== 'comparison_operator') return false;
  const plain = condition.children.every(({ type }) => type === 'identifier' || type === 'integer');
  const names = condition.children.filter(({ type }) => type === 'identifier');
  return plain && (names.length > 0 ? startsTrue(program, condition, loop) : holds(program, condition));
}

/** `i = 0` right before `while i < 10`, and nothing else in the program that gives `i` a value. */
function startsTrue(program: PythonProgram, condition: SyntaxNode, loop: SyntaxNode): boolean {
  const names = condition.children.filter(({ type }) => type === 'identifier');
  const fixed = names.every((name) => {
    const bindings = program.scopes.bindingsOf(textOf(program.source, name), name);
    const [only] = bindings;
    return bindings.length === 1 && only?.kind === 'value' && only.node.end < loop.start;
  });
  const isShared = program
    .nodesOf('global_statement')
    .concat(program.nodesOf('nonlocal_statement'))
    .some(({ children }) => children.some((one) => names.some((name) => sameText(program, one, name))));
  return fixed && !isShared && holds(program, condition);
}

function sameText({ source }: PythonProgram, a: SyntaxNode, b: SyntaxNode): boolean {
  return textOf(source, a) === textOf(source, b);
}

const comparisons: Record<string, (a: number, b: number) => boolean> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};

function holds({ evaluate }: PythonProgram, { operator, children }: SyntaxNode): boolean {
  const compare = Object.hasOwn(comparisons, operator ?? '') ? comparisons[operator ?? ''] : undefined;
  const [left, right] = children.map((side) => evaluate(side));
  if (compare === undefined || children.length !== 2 || left?.length !== 1 || right?.length !== 1)
    return false;
  const [a] = left;
  const [b] = right;
  return a?.kind === 'number' && b?.kind === 'number' && compare(a.value, b.value);
}

/** `itertools.count()`, `cycle(…)` of a literal that is not empty, `repeat(x)`. */
export function isEndlessIterator(program: PythonProgram, node: SyntaxNode | undefined): boolean {
  const callee = node?.type === 'call' ? childByField(node, 'function') : undefined;
  if (node === undefined || callee === undefined) return false;
  const made = program
    .evaluate(callee)
    .find((value) => value.kind === 'name' && endlessMakers.has(value.path));
  if (made?.kind !== 'name') return false;
  const { positional, keywords } = readArguments(node, program.source);
  if (made.path === 'itertools.count') return true;
  if (made.path === 'itertools.repeat') return positional.length === 1 && !keywords.has('times');
  const [cycled] = positional;
  return cycled?.type === 'list' && cycled.children.length > 0;
}

/** Calls that would collect all of an endless iterator. */
export function endlessIterators(program: PythonProgram): SyntaxNode[] {
  return program.nodesOf('call').filter((call) => {
    const callee = childByField(call, 'function');
    const [first, ...more] = readArguments(call, program.source).positional;
    if (callee === undefined || first === undefined || more.length > 0) return false;
    if (!isEndlessIterator(program, first)) return false;
    return program.evaluate(callee).some((value) => value.kind === 'name' && collectors.has(value.path));
  });
}
