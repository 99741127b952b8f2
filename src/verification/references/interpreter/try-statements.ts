import { textOf } from '../../program/source-text.ts';
import { ancestor, childByField, descendants, type SyntaxNode } from '../../program/syntax-node.ts';
import { branchOff, type Session } from '../session.ts';
import { merge } from '../values/state.ts';
import { unknown } from '../values/value.ts';
import { assignTarget } from './assign.ts';

const missing =
  /\b(?:KeyError|LookupError|IndexError|AttributeError|ValueError|FileNotFoundError|OSError|IOError)\b/;

/** The body is silent where a handler makes up for what is missing; a handler may start anywhere in the body. */
export function runTry(session: Session, node: SyntaxNode): void {
  const body = childByField(node, 'body');
  const handlers = node.children.filter(
    ({ type }) => type === 'except_clause' || type === 'except_group_clause',
  );
  const isForgiving = handlers.some((handler) => makesUp(session, handler));
  const before = branchOff(session);
  if (isForgiving) session.quiet += 1;
  if (body !== undefined) session.run(body);
  if (isForgiving) session.quiet -= 1;
  runClause(
    session,
    node.children.find(({ type }) => type === 'else_clause'),
  );
  for (const handler of handlers) {
    const skipped = branchOff(session);
    bindAlias(session, handler);
    runClause(session, handler);
    merge(session.state, skipped);
  }
  if (handlers.length > 0) merge(session.state, before);
  runClause(
    session,
    node.children.find(({ type }) => type === 'finally_clause'),
  );
}

function runClause(session: Session, clause: SyntaxNode | undefined): void {
  const block = clause?.children.find(({ type }) => type === 'block');
  if (block !== undefined) session.run(block);
}

function bindAlias(session: Session, handler: SyntaxNode): void {
  const pattern = handler.children.find(({ type }) => type === 'as_pattern');
  const alias = pattern === undefined ? undefined : childByField(pattern, 'alias');
  if (alias !== undefined) assignTarget(session, alias, unknown);
}

/** Whether a handler lets the program go on without what was missing. */
function makesUp(session: Session, handler: SyntaxNode): boolean {
  const block = handler.children.find(({ type }) => type === 'block');
  const caught = handler.children
    .filter(({ type }) => type !== 'block')
    .map((at) => textOf(session.program.source, at))
    .join(' ');
  const isNarrow = caught !== '' && !/\b(?:Base)?Exception\b/.test(caught);
  if (isNarrow && !missing.test(caught)) return false;
  if (block === undefined || endsProgram(session, block)) return false;
  return isNarrow || !isOnlyTelling(session, block) || ancestor(handler, loops) !== undefined;
}

const loops = ['for_statement', 'while_statement'];

function endsProgram(session: Session, block: SyntaxNode): boolean {
  if (block.children.at(-1)?.type === 'raise_statement') return true;
  return calledNames(session, block).some((name) => /^(?:sys\.|os\._)?exit$|^quit$/.test(name));
}

/** A handler for everything that does nothing but print what went wrong. */
function isOnlyTelling(session: Session, block: SyntaxNode): boolean {
  const telling = /^(?:print|json\.dumps|str|repr|type|traceback\.\w+|log\w*\.\w+|format_exc)$/;
  return (
    block.children.every((child) => child.children[0]?.type === 'call') &&
    calledNames(session, block).every((name) => telling.test(name))
  );
}

function calledNames(session: Session, block: SyntaxNode): string[] {
  const calls = [...descendants(block)].filter(({ type }) => type === 'call');
  return calls.map((call) => textOf(session.program.source, call.children[0] ?? call));
}
