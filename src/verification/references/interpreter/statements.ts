import { importedNames } from '../../program/imported-names.ts';
import { textOf } from '../../program/source-text.ts';
import {
  ancestor,
  childByField,
  childrenByField,
  descendants,
  type SyntaxNode,
} from '../../program/syntax-node.ts';
import { branchOff, type Session } from '../session.ts';
import { assignName, forgetNames, merge } from '../values/state.ts';
import { knownTexts, sequence, unknown } from '../values/value.ts';
import { assignTarget } from './assign.ts';
import { runFor, runWhile } from './loops.ts';
import { runTry } from './try-statements.ts';

type Runner = (session: Session, node: SyntaxNode) => void;

const runners: Readonly<Record<string, Runner>> = {
  import_statement: runImport,
  import_from_statement: runImport,
  future_import_statement: () => {},
  augmented_assignment: runAugmented,
  if_statement: runIf,
  for_statement: runFor,
  while_statement: runWhile,
  try_statement: runTry,
  with_statement: runWith,
  match_statement: runMatch,
  function_definition: defineFunction,
  decorated_definition: defineDecorated,
  class_definition: defineClass,
  return_statement: (session, node) => {
    const value = node.children.map(session.evaluate).at(-1) ?? { kind: 'constant', value: null };
    session.returned.at(-1)?.push(value);
  },
  delete_statement: runDelete,
  global_statement: (session, node) => {
    for (const name of node.children)
      session.state.frames.at(-1)?.globals.add(textOf(session.program.source, name));
  },
};

/** Runs the statements of a block in order; a statement it does not know is only looked through. */
export function runBlock(session: Session, block: SyntaxNode): void {
  for (const statement of block.children) {
    const runner = runners[statement.type];
    if (runner !== undefined) runner(session, statement);
    else if (statement.type === 'expression_statement') runBlockOf(session, statement);
    else for (const child of statement.children) session.evaluate(child);
  }
}

function runBlockOf(session: Session, statement: SyntaxNode): void {
  for (const child of statement.children) {
    if (child.type === 'augmented_assignment') runAugmented(session, child);
    else session.evaluate(child);
  }
}

function runImport(session: Session, node: SyntaxNode): void {
  for (const { target, path } of importedNames(node, session.program.source)) {
    assignTarget(session, target, { kind: 'name', path });
  }
}

/** `x += y`: a list grows; a column that did not exist can't be added to, so its name is read. */
function runAugmented(session: Session, node: SyntaxNode): void {
  const target = childByField(node, 'left');
  const right = childByField(node, 'right');
  if (target === undefined || right === undefined) return;
  const before = session.evaluate(target);
  const added = session.evaluate(right);
  if (before.kind === 'list' && added.kind === 'list') {
    const items = [...before.items, ...added.items];
    Object.assign(before, sequence(items, before.exact && added.exact));
  } else if (target.type === 'identifier' && before.kind !== 'table') assignTarget(session, target, unknown);
}

function runIf(session: Session, node: SyntaxNode): void {
  const condition = childByField(node, 'condition');
  const body = childByField(node, 'consequence');
  const [next, ...others] = childrenByField(node, 'alternative');
  const decided = condition === undefined ? unknown : session.evaluate(condition);
  const otherwise = () => {
    if (next?.type === 'elif_clause') runIf(session, { ...next, children: [...next.children, ...others] });
    else runAlternative(session, next);
  };
  if (decided.kind === 'constant' && decided.value !== null) {
    if (!decided.value) otherwise();
    else if (body !== undefined) session.run(body);
    return;
  }
  const branch = branchOff(session);
  if (body !== undefined) session.run(body);
  const first = session.state;
  session.state = branch.state;
  otherwise();
  session.state = first;
  merge(first, branch);
}

function runAlternative(session: Session, clause: SyntaxNode | undefined): void {
  const body = clause === undefined ? undefined : childByField(clause, 'body');
  if (body !== undefined) session.run(body);
}

function runWith(session: Session, node: SyntaxNode): void {
  const items = [...descendants(node, ({ type }) => type !== 'block')].filter(
    ({ type }) => type === 'with_item',
  );
  for (const item of items) {
    const value = childByField(item, 'value');
    const [inner, alias] = value?.type === 'as_pattern' ? value.children : [value];
    const opened = inner === undefined ? unknown : session.evaluate(inner);
    if (alias !== undefined) assignTarget(session, alias, opened);
  }
  const isForgiving = items.some((item) =>
    /\b(?:suppress|raises|assertRaises\w*)\s*\(/.test(textOf(session.program.source, item)),
  );
  const body = childByField(node, 'body');
  if (isForgiving) session.quiet += 1;
  if (body !== undefined) session.run(body);
  if (isForgiving) session.quiet -= 1;
}

/** Every case is run as if it could be the one; what it captures is unknown. */
function runMatch(session: Session, node: SyntaxNode): void {
  const subject = childByField(node, 'subject');
  if (subject !== undefined) session.evaluate(subject);
  for (const clause of descendants(node, ({ type }) => type === 'match_statement' || type === 'block')) {
    if (clause.type !== 'case_clause' || ancestor(clause, ['match_statement']) !== node) continue;
    const branch = branchOff(session);
    const names = [...descendants(clause, ({ type }) => type !== 'block')].filter(
      ({ type }) => type === 'identifier',
    );
    forgetNames(
      session.state,
      names.map((name) => textOf(session.program.source, name)),
    );
    const body = childByField(clause, 'consequence');
    if (body !== undefined) session.run(body);
    merge(session.state, branch);
  }
}

function defineFunction(session: Session, node: SyntaxNode): void {
  const name = childByField(node, 'name');
  if (name !== undefined) assignTarget(session, name, { kind: 'function', node });
}

/** A decorator may make anything of a function. */
function defineDecorated(session: Session, node: SyntaxNode): void {
  const definition = childByField(node, 'definition');
  const name = definition === undefined ? undefined : childByField(definition, 'name');
  if (name !== undefined) assignTarget(session, name, unknown);
}

function defineClass(session: Session, node: SyntaxNode): void {
  const name = childByField(node, 'name');
  if (name !== undefined) assignTarget(session, name, unknown);
}

/** `del df['x']` takes the column away. */
function runDelete(session: Session, node: SyntaxNode): void {
  for (const target of descendants(node, ({ type }) => type !== 'subscript' && type !== 'attribute')) {
    if (target.type === 'identifier')
      assignName(session.state, textOf(session.program.source, target), unknown);
    if (target.type !== 'subscript') continue;
    const [object, place] = target.children;
    const table = object === undefined ? unknown : session.evaluate(object);
    session.evaluate(target);
    const names = place === undefined ? undefined : knownTexts(session.evaluate(place));
    if (table.kind === 'table' && names !== undefined) {
      table.columns = new Set([...table.columns].filter((name) => !names.includes(name)));
    }
  }
}
