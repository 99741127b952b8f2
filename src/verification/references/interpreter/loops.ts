import { textOf } from '../../program/source-text.ts';
import { childByField, descendants, type SyntaxNode } from '../../program/syntax-node.ts';
import { branchOff, type Session } from '../session.ts';
import { joinValues } from '../values/join-values.ts';
import { forgetNames, merge } from '../values/state.ts';
import { assignTarget } from './assign.ts';
import { anyElement, elementsOf } from './elements.ts';

const maxTurns = 16;

/** Runs a loop turn by turn where its elements are known, else until nothing new can happen. */
export function runFor(session: Session, node: SyntaxNode): void {
  const target = childByField(node, 'left');
  const source = childByField(node, 'right');
  const body = childByField(node, 'body');
  if (target === undefined || source === undefined || body === undefined) return;
  const elements = elementsOf(session.evaluate(source));
  if (elements?.exact === true && elements.items.length <= maxTurns) {
    for (const item of elements.items) {
      assignTarget(session, target, item);
      session.run(body);
    }
    if (elements.items.length > 1) forgetWhereLeftEarly(session, body);
  } else {
    const any = anyElement(elements, joinValues);
    repeat(session, body, () => assignTarget(session, target, any));
  }
  runElse(session, node);
}

export function runWhile(session: Session, node: SyntaxNode): void {
  const condition = childByField(node, 'condition');
  const body = childByField(node, 'body');
  if (body === undefined) return;
  repeat(session, body, () => {
    if (condition !== undefined) session.evaluate(condition);
  });
  runElse(session, node);
}

/** Two turns in silence, each of which may as well not happen, then one that reports. */
function repeat(session: Session, body: SyntaxNode, begin: () => void): void {
  for (const isLast of [false, false, true]) {
    const skipped = branchOff(session);
    if (!isLast) session.quiet += 1;
    begin();
    session.run(body);
    if (!isLast) session.quiet -= 1;
    merge(session.state, skipped);
  }
  forgetWhereLeftEarly(session, body);
}

function runElse(session: Session, node: SyntaxNode): void {
  const clause = childByField(node, 'alternative');
  const body = clause === undefined ? undefined : childByField(clause, 'body');
  if (body !== undefined) session.run(body);
}

/** After `break` or `continue` a name may hold less than the end of the body gives it. */
function forgetWhereLeftEarly(session: Session, body: SyntaxNode): void {
  const nodes = [...descendants(body, ({ type }) => type !== 'function_definition' && type !== 'lambda')];
  if (!nodes.some(({ type }) => type === 'break_statement' || type === 'continue_statement')) return;
  const targets = nodes.flatMap((at) => {
    const left =
      at.type === 'assignment' || at.type === 'for_statement' ? childByField(at, 'left') : undefined;
    return left === undefined
      ? []
      : [...descendants(left)].filter(
          ({ type, parent }) =>
            type === 'identifier' && parent?.type !== 'subscript' && parent?.type !== 'attribute',
        );
  });
  forgetNames(session.state, new Set(targets.map((name) => textOf(session.program.source, name))));
}
