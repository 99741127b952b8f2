import type { FileDescription } from '../../contracts/file-description.ts';
import type { Issue } from '../../contracts/issue.ts';
import type { PythonProgram } from '../program/program.ts';
import { inputFiles } from './files/input-files.ts';
import { writtenFiles } from './files/written-files.ts';
import { nameIssue } from './name-issue.ts';
import type { UnknownName } from './session.ts';
import { walkProgram } from './walk-program.ts';

const maxIssues = 20;

/**
 * Names of columns, sheets, keys, datasets, tables and files that the program uses and the described files don't have.
 * It follows tables through the program and is silent wherever it loses sight of one.
 */
export function checkReferences(program: PythonProgram, descriptions: readonly FileDescription[]): Issue[] {
  const written = writtenFiles(program);
  const { found: all, tested } = walkProgram(program, inputFiles(descriptions, written.names));
  const makesTables = /\bto_sql\b|\bcreate\s+(?:temp|table|view|virtual)/i.test(program.source.text);
  const found = [...all.values()]
    .filter(({ name, rule }) => !tested.has(name) && !(rule === 'unknown-file' && written.mayHold(name)))
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
