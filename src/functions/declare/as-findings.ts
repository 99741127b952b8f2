import type { FunctionFinding } from '../../contracts/python-functions.ts';
import { cleanText } from '../../text/clean-text.ts';
import { lookUp } from '../bind/path.ts';
import type { Problem } from './problem.ts';
import type { Locate } from './read-yaml.ts';

interface FoundIn {
  file: string;
  /** What was read, for the names of the functions. */
  value: unknown;
  locate: Locate;
}

const mostFindings = 1000;
const messageCharacters = 300;

/** By line, in the order of the file; past the first thousand only their number is told. */
export function asFindings(problems: readonly Problem[], foundIn: FoundIn): FunctionFinding[] {
  const findings = problems.slice(0, mostFindings).map((problem) => asFinding(problem, foundIn));
  findings.sort(
    (left, right) => (left.line ?? 0) - (right.line ?? 0) || (left.column ?? 0) - (right.column ?? 0),
  );
  const rest = problems.length - findings.length;
  if (rest === 0) return findings;
  const more: Problem = {
    rule: 'too-many-problems',
    message: `${rest} more problems are not shown`,
    suggestion: null,
    path: [],
  };
  return [...findings, asFinding(more, foundIn)];
}

function asFinding(problem: Problem, { file, value, locate }: FoundIn): FunctionFinding {
  const { rule, message, suggestion, path, severity = 'blocking' } = problem;
  const position = problem.position ?? locate(path, problem.at);
  return {
    rule,
    severity,
    message: `${cleanText(message, messageCharacters)}.`,
    suggestion: suggestion === null ? null : cleanText(suggestion, messageCharacters),
    file,
    line: position?.line ?? null,
    column: position?.column ?? null,
    function: functionAt(path, value),
  };
}

/** The name of the declaration that a path leads into. */
function functionAt(path: Problem['path'], value: unknown): string | null {
  const depth = path.findIndex((part) => typeof part === 'number');
  if (depth < 0) return null;
  const found = lookUp(value, [...path.slice(0, depth + 1), 'name']);
  return found.status === 'found' && typeof found.value === 'string' ? cleanText(found.value, 64) : null;
}
