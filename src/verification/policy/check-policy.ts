import type { Issue } from '../../contracts/issue.ts';
import type { PythonProgram } from '../program/program.ts';
import { checkCalls } from './check-calls.ts';
import { checkCharacters } from './check-characters.ts';
import { checkDocuments } from './check-documents.ts';
import { checkImports } from './check-imports.ts';
import { checkInternals } from './check-internals.ts';
import { checkLoops } from './check-loops.ts';
import { checkNames } from './check-names.ts';
import { checkQueries } from './check-queries.ts';
import { checkSettings } from './check-settings.ts';
import { checkStores } from './check-stores.ts';
import { checkTablePitfalls } from './check-table-pitfalls.ts';
import { checkFunctionCalls } from './functions/check-function-calls.ts';
import { checkFunctions } from './functions/check-functions.ts';
import { checkFilePaths } from './paths/check-file-paths.ts';
import type { PolicyContext, PolicyRule } from './rule.ts';

const rules: readonly PolicyRule[] = [
  checkCharacters,
  checkImports,
  checkFunctions,
  checkFunctionCalls,
  checkNames,
  checkInternals,
  checkCalls,
  checkFilePaths,
  checkQueries,
  checkDocuments,
  checkSettings,
  checkStores,
  checkLoops,
  checkTablePitfalls,
];

/** All findings of the policy in the order of the source, one per rule and place. */
export function checkPolicy(program: PythonProgram, context: PolicyContext): Issue[] {
  const found = new Map<string, Issue>();
  for (const issue of rules.flatMap((rule) => rule(program, context))) {
    const key = `${issue.rule}:${issue.line}:${issue.column}`;
    if (!found.has(key)) found.set(key, issue);
  }
  return [...found.values()].sort(
    (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}
