import type { FileDescription } from '../../contracts/file-description.ts';
import type { Issue } from '../../contracts/issue.ts';
import type { PythonProgram } from '../program/program.ts';
import { textOf } from '../program/source-text.ts';
import { ancestor, childByField } from '../program/syntax-node.ts';
import { type InputFiles, inputFiles } from './files/input-files.ts';
import { writtenFiles } from './files/written-files.ts';
import { applyFunction, enter } from './interpreter/apply-function.ts';
import { evaluateNode } from './interpreter/evaluate-node.ts';
import { runBlock } from './interpreter/statements.ts';
import { nameIssue } from './name-issue.ts';
import { BudgetSpent, type Session, spend, type UnknownName } from './session.ts';
import { newState } from './values/state.ts';

const maxSteps = 60_000;
const maxIssues = 20;

/**
 * Names of columns, sheets, keys, datasets, tables and files that the program uses and the described files don't have.
 * It follows tables through the program and is silent wherever it loses sight of one.
 */
export function checkReferences(program: PythonProgram, descriptions: readonly FileDescription[]): Issue[] {
  const written = writtenFiles(program);
  const session = newSession(program, inputFiles(descriptions, written.names));
  try {
    session.run(program.parsed.root);
    runUncalled(session);
  } catch (error) {
    if (!(error instanceof BudgetSpent) && !(error instanceof RangeError)) throw error;
  }
  const makesTables = /\bto_sql\b|\bcreate\s+(?:temp|table|view|virtual)/i.test(program.source.text);
  const found = [...session.found.values()]
    .filter(
      ({ name, rule }) => !session.tested.has(name) && !(rule === 'unknown-file' && written.mayHold(name)),
    )
    .filter(({ rule }) => !(rule === 'unknown-table' && makesTables))
    .sort((left, right) => left.node.start - right.node.start);
  return [...bySense(found).values()]
    .slice(0, maxIssues)
    .flatMap(([first, ...others]) => (first === undefined ? [] : [nameIssue(program, first, others)]));
}

/** The uses of one wrong name together. */
function bySense(found: readonly UnknownName[]): Map<string, UnknownName[]> {
  const groups = new Map<string, UnknownName[]>();
  for (const use of found) {
    const key = JSON.stringify([use.rule, use.name, use.problem]);
    groups.set(key, [...(groups.get(key) ?? []), use]);
  }
  return groups;
}

function newSession(program: PythonProgram, files: InputFiles): Session {
  const functions = program.nodesOf('function_definition');
  const session: Session = {
    program,
    files,
    state: newState(),
    quiet: 0,
    budget: maxSteps,
    found: new Map<string, UnknownName>(),
    tested: new Set(),
    returned: [],
    running: new Set(),
    entered: new Set(),
    ownNames: new Set(functions.map((node) => textOf(program.source, childByField(node, 'name') ?? node))),
    evaluate: (node) => {
      spend(session, 1);
      return evaluateNode(session, node);
    },
    run: (block) => runBlock(session, block),
    apply: (callee, given) =>
      applyFunction(session, callee, { positional: given, keywords: new Map(), spread: false }),
  };
  return session;
}

/** Functions nobody was seen to call are looked through with unknown parameters. */
function runUncalled(session: Session): void {
  for (const node of session.program.nodesOf('function_definition')) {
    const isInner = ancestor(node, ['function_definition', 'lambda']) !== undefined;
    if (session.entered.has(node) || isInner) continue;
    enter(session, node, { positional: [], keywords: new Map(), spread: true });
  }
}
