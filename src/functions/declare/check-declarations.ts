import { kindOfValue } from '../bind/describe-value.ts';
import type { Path } from '../bind/path.ts';
import { checkDeclaration } from './declaration-rules.ts';
import { functionSchema, type RawSet, setSchema } from './declaration-schema.ts';
import { explainIssues } from './explain-issues.ts';
import { type FoundList, isMapping, type Mapping } from './find-list.ts';
import type { FunctionDeclaration, Position } from './function-declaration.ts';
import type { Problem } from './problem.ts';
import type { Locate } from './read-yaml.ts';
import { resolveDeclaration } from './resolve-declaration.ts';

export interface CheckedDeclarations {
  declarations: FunctionDeclaration[];
  problems: Problem[];
}

interface CheckedIn {
  file: string;
  folder: string;
  locate: Locate;
  /** What is wrong already; nothing more is said of those places. */
  known: readonly Problem[];
}

const mostFunctions = 500;

/** Checks the set and each declaration; only declarations that nothing is wrong with are resolved. */
export function checkDeclarations(found: FoundList, checkedIn: CheckedIn): CheckedDeclarations {
  const { list, listPath, set, setPath } = found;
  if (list.length > mostFunctions) {
    const message = `It declares ${list.length} functions, and ${mostFunctions} is the most`;
    const suggestion = 'split them into several files';
    return { declarations: [], problems: [{ rule: 'yaml-limits', message, suggestion, path: listPath }] };
  }
  const parsed = setSchema.safeParse(set);
  const ofSet = explainIssues({ value: set, as: 'set', path: setPath, issues: parsed.error?.issues ?? [] });
  const problems = [...ofSet, ...duplicateNames(found, checkedIn.locate)];
  const declarations = list.flatMap((declared, index) => {
    const path = [...listPath, index];
    const known = checkedIn.known.filter((problem) => isBelow(problem.path, path));
    const own = problemsOf(declared, path).filter(
      ({ path: place }) => !known.some((problem) => isBelow(place, problem.path)),
    );
    for (const problem of own) problems.push(problem);
    return own.length + known.length > 0
      ? []
      : resolved(declared, path, { ...checkedIn, set: parsed.data ?? {} });
  });
  return { declarations, problems };
}

function problemsOf(declared: unknown, path: Path): Problem[] {
  if (!isMapping(declared)) {
    const message = `A function must be a mapping, not ${kindOfValue(declared)}`;
    return [{ rule: 'wrong-value', message, suggestion: '{ name: …, file: …, function: … }', path }];
  }
  const issues = functionSchema.safeParse(declared).error?.issues ?? [];
  const ofAll = checkDeclaration(declared).map((problem) => ({
    ...problem,
    path: [...path, ...problem.path],
  }));
  const isResultExplained = ofAll.some(({ rule }) => rule === 'result-invalid');
  const others = issues.filter((issue) => !(isResultExplained && issue.path[0] === 'result'));
  const ofKeys = explainIssues({ value: declared, as: 'function', path, issues: others });
  return [...ofKeys, ...ofAll];
}

function resolved(
  declared: unknown,
  path: Path,
  { set, locate, file, folder }: CheckedIn & { set: RawSet },
): FunctionDeclaration[] {
  const parsed = functionSchema.safeParse(declared);
  if (!parsed.success) return [];
  const positions = Object.keys(declared as Mapping).flatMap((key): [string, Position][] => {
    const position = locate([...path, key], 'key');
    return position === null ? [] : [[key, position]];
  });
  const position = locate(path);
  return [
    resolveDeclaration(parsed.data, {
      set,
      file,
      folder,
      position,
      positions: Object.fromEntries(positions),
    }),
  ];
}

function duplicateNames({ list, listPath }: FoundList, locate: Locate): Problem[] {
  const firsts = new Map<string, Path>();
  return list.flatMap((declared, index): Problem[] => {
    const name = isMapping(declared) ? declared.name : null;
    if (typeof name !== 'string') return [];
    const path = [...listPath, index, 'name'];
    const first = firsts.get(name);
    if (first === undefined) firsts.set(name, path);
    if (first === undefined) return [];
    const line = locate(first)?.line;
    const where = line === undefined ? showNumber(first) : `in line ${line}`;
    const message = `${JSON.stringify(name)} is declared ${where} already`;
    return [{ rule: 'duplicate-name', message, suggestion: 'give it a name of its own', path }];
  });
}

function showNumber(path: Path): string {
  return `as number ${Number(path.at(-2)) + 1}`;
}

function isBelow(path: Path, above: Path): boolean {
  return above.length > 0 && above.every((part, index) => path[index] === part);
}
