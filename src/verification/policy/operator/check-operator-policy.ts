import type { Issue } from '../../../contracts/issue.ts';
import type { PythonProgram } from '../../program/program.ts';
import { checkCalls } from '../check-calls.ts';
import { checkCharacters } from '../check-characters.ts';
import { checkDocuments } from '../check-documents.ts';
import { checkInternals } from '../check-internals.ts';
import { checkLoops } from '../check-loops.ts';
import { checkNames } from '../check-names.ts';
import { checkQueries } from '../check-queries.ts';
import { checkSettings } from '../check-settings.ts';
import { checkStores } from '../check-stores.ts';
import { checkFilePaths } from '../paths/check-file-paths.ts';
import type { PolicyContext, PolicyRule } from '../rule.ts';
import { checkModules } from './check-modules.ts';
import { checkTexts } from './check-texts.ts';
import { checkWildcards } from './check-wildcards.ts';
import { type OwnNames, operatorAuthor } from './operator-author.ts';
import { forOperator } from './operator-denials.ts';

/** A finding about code of the operator: what is never loaded, or what is worth knowing. */
export interface OperatorIssue extends Omit<Issue, 'severity'> {
  severity: 'blocking' | 'minor';
}

/** The rules for code of an operator by name; which modules it may import depends on what is declared and is judged by those who know. */
export const operatorRules: Readonly<Record<string, PolicyRule>> = {
  checkCharacters,
  checkNames,
  checkInternals,
  checkCalls,
  checkModules,
  checkWildcards,
  checkTexts,
  checkFilePaths,
  checkQueries,
  checkDocuments,
  checkSettings,
  checkStores,
  checkLoops,
};

/** What a model's programs are refused for and an operator is only told, with what to do instead. */
const onlyTold: Readonly<Record<string, string>> = {
  'path-outside': 'Take the file as a parameter of type pathlib.Path, and give it with the call.',
  'file-descriptor': 'Open files by their names.',
  'dynamic-query': 'Give values with @name, or select rows with a boolean mask.',
};

/** Not worth telling: what a function writes is given back, whatever its name. */
const untold = new Set(['hidden-file']);

/** All findings of the policy for code of an operator in the order of the source, one per rule and place. */
export function checkOperatorPolicy(
  program: PythonProgram,
  names: OwnNames,
  rules: Readonly<Record<string, PolicyRule>> = operatorRules,
): OperatorIssue[] {
  const context: PolicyContext = { installed: undefined, author: operatorAuthor(names) };
  const found = new Map<string, OperatorIssue>();
  for (const issue of Object.values(rules).flatMap((rule) => rule(program, context))) {
    const judged = judge(issue);
    const key = `${judged.rule}:${judged.line}:${judged.column}`;
    if (!untold.has(issue.rule) && !found.has(key)) found.set(key, judged);
  }
  return [...found.values()].sort(
    (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}

function judge(issue: Issue): OperatorIssue {
  const { rule, severity, instead } = forOperator({
    rule: issue.rule,
    severity: issue.severity,
    why: '',
    instead: issue.suggestion ?? '',
  });
  const isBlocking = severity === 'blocking' && onlyTold[rule] === undefined;
  return {
    ...issue,
    rule,
    severity: isBlocking ? 'blocking' : 'minor',
    suggestion: onlyTold[rule] ?? instead,
  };
}
