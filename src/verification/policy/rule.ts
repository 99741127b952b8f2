import type { FileDescription } from '../../contracts/file-description.ts';
import type { Issue } from '../../contracts/issue.ts';
import type { DeclaredFunctions } from '../program/declared-functions.ts';
import type { PythonProgram } from '../program/program.ts';
import { issueAt } from '../program/source-text.ts';
import type { SyntaxNode } from '../program/syntax-node.ts';
import type { Author } from './author.ts';
import type { Denial } from './denial.ts';

/** What rules know about the place where the program will run. */
export interface PolicyContext {
  /** Versions by canonical distribution name; undefined when nobody knows what is installed. */
  installed: ReadonlyMap<string, string> | undefined;
  /** The input files; undefined when nobody knows them. */
  files?: readonly FileDescription[];
  /** Absolute names of the program's own folders; none when left out. */
  ownFolders?: readonly string[] | undefined;
  /** Who wrote the code; a model when left out. */
  author?: Author;
  /** What can be imported from `functions`; undefined where no functions are declared. */
  functions?: DeclaredFunctions | undefined;
}

/** Looks for one kind of trouble; pure, and silent where it does not understand. */
export type PolicyRule = (program: PythonProgram, context: PolicyContext) => Issue[];

/** The finding that `name` is denied, at the place where it is used. */
export function denied(
  program: PythonProgram,
  node: SyntaxNode,
  { name, denial }: { name: string; denial: Denial },
): Issue {
  const problem = denial.severity === 'blocking' ? 'is not allowed' : 'will not work';
  return complain(program, node, {
    rule: denial.rule,
    severity: denial.severity,
    message: `\`${name}\` ${problem}: ${denial.why}.`,
    suggestion: denial.instead,
  });
}

export function complain(
  { source }: PythonProgram,
  node: SyntaxNode,
  complaint: Pick<Issue, 'rule' | 'severity' | 'message' | 'suggestion'>,
): Issue {
  return issueAt(source, node.start, { source: 'policy', ...complaint });
}
