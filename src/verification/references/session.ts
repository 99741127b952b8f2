import type { PythonProgram } from '../program/program.ts';
import type { SyntaxNode } from '../program/syntax-node.ts';
import type { InputFiles } from './files/input-files.ts';
import { type Fork, fork, type State } from './values/state.ts';
import type { Value } from './values/value.ts';

/** A name that the program uses and nothing has. */
export interface UnknownName {
  node: SyntaxNode;
  name: string;
  rule:
    | 'unknown-column'
    | 'unknown-sheet'
    | 'unknown-key'
    | 'unknown-dataset'
    | 'unknown-table'
    | 'unknown-file';
  /** What is wrong with the name, for example "is not in employees.csv". */
  problem: string;
  candidates: Iterable<string>;
}

/** One walk through a program: what its names hold now, and what was found so far. */
export interface Session {
  readonly program: PythonProgram;
  readonly files: InputFiles;
  state: State;
  /** Above zero while a finding would not be certain: nothing is reported. */
  quiet: number;
  /** Work left; at zero the walk ends where it is. */
  budget: number;
  readonly found: Map<string, UnknownName>;
  /** Names whose existence the program itself tests. */
  readonly tested: Set<string>;
  /** What the running functions returned so far, innermost last. */
  readonly returned: Value[][];
  readonly running: Set<SyntaxNode>;
  /** Functions that were entered with the values they are called with. */
  readonly entered: Set<SyntaxNode>;
  /** Names of the functions the program defines. */
  readonly ownNames: ReadonlySet<string>;
  evaluate(node: SyntaxNode): Value;
  run(block: SyntaxNode): void;
  /** Calls a function of the program with values. */
  apply(callee: Value, given: readonly Value[]): Value;
}

/** Thrown and caught within the walk when its budget is spent. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

export function spend(session: Session, steps: number): void {
  session.budget -= steps;
  if (session.budget <= 0) throw new BudgetSpent('The walk through the program took too many steps.');
}

/** A copy of the present state for the other way the program may go. */
export function branchOff(session: Session): Fork {
  for (const { names } of session.state.frames) spend(session, names.size >> 3);
  return fork(session.state);
}

export function report(session: Session, found: UnknownName): void {
  if (session.quiet > 0) return;
  const key = `${found.node.start}:${found.name}`;
  if (!session.found.has(key)) session.found.set(key, found);
}
