import { childByField, type SyntaxNode } from '../../program/syntax-node.ts';
import type { Session } from '../session.ts';
import { joinValues } from '../values/join-values.ts';
import { innerFrame } from '../values/state.ts';
import { knownText, type Mapping, type Sequence, sequence, unknown, type Value } from '../values/value.ts';
import { assignTarget } from './assign.ts';
import { anyElement, type Elements, elementsOf } from './elements.ts';

const maxElements = 64;

interface Made {
  values: Value[];
  keys: (string | undefined)[];
  exact: boolean;
}

/** A list, set, generator or dictionary written as a loop; run element by element where they are known. */
export function evaluateComprehension(session: Session, node: SyntaxNode): Sequence | Mapping {
  const clauses = node.children.filter(({ type }) => type === 'for_in_clause' || type === 'if_clause');
  const body = childByField(node, 'body');
  const made: Made = { values: [], keys: [], exact: true };
  session.state.frames.push(innerFrame(session.state, node));
  if (body !== undefined) runClauses(session, clauses, { body, made });
  session.state.frames.pop();
  if (node.type !== 'dictionary_comprehension') return sequence(made.values, made.exact);
  const entries = made.keys.flatMap((key, index) =>
    key === undefined ? [] : [[key, made.values[index] ?? unknown] as const],
  );
  return { kind: 'dict', entries: new Map(entries), open: made.keys.includes(undefined) };
}

function runClauses(
  session: Session,
  [clause, ...rest]: readonly SyntaxNode[],
  { body, made }: { body: SyntaxNode; made: Made },
): void {
  if (clause === undefined) runBody(session, body, made);
  else if (clause.type === 'for_in_clause') runEach(session, [clause, ...rest], { body, made });
  else {
    const decided = clause.children.map(session.evaluate).at(-1);
    made.exact &&= decided?.kind === 'constant';
    const isLeftOut = decided?.kind === 'constant' && decided.value === false;
    if (!isLeftOut) runClauses(session, rest, { body, made });
  }
}

function runEach(
  session: Session,
  [clause, ...rest]: readonly [SyntaxNode, ...SyntaxNode[]],
  { body, made }: { body: SyntaxNode; made: Made },
): void {
  const target = childByField(clause, 'left');
  const source = childByField(clause, 'right');
  if (target === undefined || source === undefined) return;
  const elements = elementsOf(session.evaluate(source));
  if (elements?.exact !== true) made.exact = false;
  for (const element of oneByOne(elements)) {
    assignTarget(session, target, element);
    runClauses(session, rest, { body, made });
  }
}

function oneByOne(elements: Elements | undefined): readonly Value[] {
  if (elements === undefined || elements.items.length > maxElements)
    return [anyElement(elements, joinValues)];
  return elements.items;
}

function runBody(session: Session, body: SyntaxNode, made: Made): void {
  const [key, value] =
    body.type === 'pair' ? body.children.map(session.evaluate) : [undefined, session.evaluate(body)];
  made.keys.push(knownText(key));
  made.values.push(value ?? unknown);
}

/** Runs a lambda with its parameters bound. */
export function applyLambda(session: Session, node: SyntaxNode, given: readonly Value[]): Value {
  const parameters = childByField(node, 'parameters')?.children ?? [];
  const body = childByField(node, 'body');
  session.state.frames.push(innerFrame(session.state, node));
  for (const [index, parameter] of parameters.entries()) {
    const name = childByField(parameter, 'name') ?? parameter;
    const fallback = childByField(parameter, 'value');
    const value = given[index] ?? (fallback === undefined ? unknown : session.evaluate(fallback));
    if (name.type === 'identifier') assignTarget(session, name, value);
  }
  const value = body === undefined ? unknown : session.evaluate(body);
  session.state.frames.pop();
  return value;
}
