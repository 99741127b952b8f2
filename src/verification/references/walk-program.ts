import type { PythonProgram } from '../program/program.ts';
import { textOf } from '../program/source-text.ts';
import { ancestor, childByField } from '../program/syntax-node.ts';
import type { InputFiles } from './files/input-files.ts';
import { applyFunction, enter } from './interpreter/apply-function.ts';
import { evaluateNode } from './interpreter/evaluate-node.ts';
import { runBlock } from './interpreter/statements.ts';
import { BudgetSpent, type Session, spend } from './session.ts';
import { newState } from './values/state.ts';

const maxSteps = 60_000;

/** Runs the program once on what its files are known to hold, and ends early where it takes too many steps. */
export function walkProgram(
  program: PythonProgram,
  files: InputFiles,
): Pick<Session, 'found' | 'tested' | 'budget'> {
  const session = newSession(program, files);
  try {
    session.run(program.parsed.root);
    runUncalled(session);
  } catch (error) {
    if (!(error instanceof BudgetSpent) && !(error instanceof RangeError)) throw error;
  }
  return session;
}

function newSession(program: PythonProgram, files: InputFiles): Session {
  const functions = program.nodesOf('function_definition');
  const session: Session = {
    program,
    files,
    state: newState(),
    quiet: 0,
    budget: maxSteps,
    found: new Map(),
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
