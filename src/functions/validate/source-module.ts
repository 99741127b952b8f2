import path from 'node:path';
import type { Issue } from '../../contracts/issue.ts';
import type { PythonProgram } from '../../verification/program/program.ts';
import type { DeclaredSource, Position } from './declared-source.ts';
import type { ImportStatement } from './import-statements.ts';

/** One file of the operator under the name it is imported by. */
export interface SourceModule {
  /** Dotted name. */
  name: string;
  /** Absolute path. */
  file: string;
  /** The folder that its first name is looked for in. */
  root: string;
  /** The file as its owner names it. */
  shownAs: string;
  text: string;
  /** Null where it can't be read as Python; then the issues say why. */
  program: PythonProgram | null;
  issues: readonly Issue[];
  /** The modules it imports, by their dotted names from the top. */
  imports: readonly ResolvedImport[];
  /** The declared functions that bring it. */
  reachedBy: Set<DeclaredSource>;
  /** Whether anything imports it by its name; if not, it may have any. */
  isImported: boolean;
}

export interface ResolvedImport extends ImportStatement {
  /** The module's dotted name from the top; null for a relative import that leads out of the package. */
  absolute: string | null;
  /** Own modules that the statement imports, packages first. */
  own: readonly string[];
  /** The part that is missing of an own package; null when nothing is. */
  missing: string | null;
}

/** Where a declared function is: in one of the sources, or in an installed module. */
export type Entry = { of: DeclaredSource } & (
  | { status: 'own'; module: SourceModule }
  | { status: 'outside'; module: string }
  | { status: 'missing' }
);

export function isPackage({ file }: SourceModule): boolean {
  return path.basename(file) === '__init__.py';
}

export function placeIn(
  { shownAs }: SourceModule,
  at: { line?: number | undefined; column?: number | undefined } = {},
): Position {
  return { file: shownAs, line: at.line ?? null, column: at.column ?? null };
}
