import { textOf } from '../../program/source-text.ts';
import { ancestor, childByField, descendants, type SyntaxNode } from '../../program/syntax-node.ts';
import type { Session } from '../session.ts';
import { joinValues } from '../values/join-values.ts';
import { newFrame } from '../values/state.ts';
import { nothing, unknown, type Value } from '../values/value.ts';
import { assignTarget, loseSight } from './assign.ts';
import { applyLambda } from './comprehensions.ts';

const maxRunning = 8;

interface Given {
  positional: readonly Value[];
  keywords: ReadonlyMap<string, Value>;
  spread: boolean;
}

/** Runs a function of the program on values; where that is not possible, what it is given may have changed. */
export function applyFunction(session: Session, callee: Value, given: Given): Value {
  if (callee.kind !== 'function') return unknown;
  const { node } = callee;
  if (node.type === 'lambda') return applyLambda(session, node, given.positional);
  if (session.running.has(node) || session.running.size >= maxRunning || isUnusual(node)) {
    for (const value of [...given.positional, ...given.keywords.values()]) loseSight(value);
    return unknown;
  }
  return enter(session, node, given);
}

/** Runs the body with the parameters bound; those nobody gave are unknown. */
export function enter(session: Session, node: SyntaxNode, given: Given): Value {
  const body = childByField(node, 'body');
  const defaults = defaultValues(session, node);
  session.state.frames.push(newFrame(node));
  session.running.add(node);
  session.entered.add(node);
  session.returned.push([]);
  bindParameters(session, node, { ...given, defaults });
  if (body !== undefined) session.run(body);
  const returned = session.returned.pop() ?? [];
  session.running.delete(node);
  session.state.frames.pop();
  const [first = nothing, ...others] = returned;
  return others.reduce(joinValues, first);
}

/** Coroutines and generators do not run when they are called. */
function isUnusual(node: SyntaxNode): boolean {
  if (node.children.some(({ type }) => type === 'async')) return true;
  return [...descendants(node)].some(
    (at) => at.type === 'yield' && ancestor(at, ['function_definition', 'lambda']) === node,
  );
}

function defaultValues(session: Session, node: SyntaxNode): Map<SyntaxNode, Value> {
  const parameters = childByField(node, 'parameters')?.children ?? [];
  return new Map(
    parameters.flatMap((parameter) => {
      const value = childByField(parameter, 'value');
      return value === undefined ? [] : [[parameter, session.evaluate(value)] as const];
    }),
  );
}

function bindParameters(
  session: Session,
  node: SyntaxNode,
  { positional, keywords, spread, defaults }: Given & { defaults: Map<SyntaxNode, Value> },
): void {
  const parameters = childByField(node, 'parameters')?.children ?? [];
  for (const [index, parameter] of parameters.entries()) {
    const name = childByField(parameter, 'name') ?? parameter.children[0] ?? parameter;
    if (name.type !== 'identifier') continue;
    const isSplat = parameter.type.includes('splat') || parameter.children[0]?.type.includes('splat');
    const given = positional[index] ?? keywords.get(textOf(session.program.source, name));
    const fallback = spread ? unknown : (defaults.get(parameter) ?? unknown);
    assignTarget(session, name, isSplat ? unknown : (given ?? fallback));
  }
}
