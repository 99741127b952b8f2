import { nearestName } from '../../verification/references/nearest-name.ts';
import { kindOfValue } from '../bind/describe-value.ts';
import type { Path } from '../bind/path.ts';
import { setSchema } from './declaration-schema.ts';
import type { Problem } from './problem.ts';

export type Mapping = Record<string, unknown>;

/** Where the functions stand in a file, and what is said for all of them. */
export interface FoundList {
  list: unknown[];
  listPath: Path;
  /** What stands beside the list, with its path. */
  set: Mapping;
  setPath: Path;
  problems: Problem[];
}

interface NoList {
  list: null;
  problems: Problem[];
}

const setKeys = Object.keys(setSchema.shape);

/** The keys of a file that are read; a larger workflow file may have any others. */
export const topKeys = ['functions', 'python_functions', ...setKeys];

const howTo = 'functions: { python_functions: [{ name: …, file: …, function: … }] }';

/** Takes `functions: { python_functions: [...] }`, `python_functions: [...]` or `functions: [...]`. */
export function findList(root: unknown): FoundList | NoList {
  if (root === null || root === undefined) return none([], 'It is empty');
  if (!isMapping(root))
    return none([], `It is ${kindOfValue(root)}, and a mapping with "functions" must stand here`);
  const { functions, python_functions: direct } = root;
  if (functions !== undefined && direct !== undefined) {
    const message = 'Functions are declared both in "functions" and in "python_functions"';
    const suggestion = 'keep one list';
    return {
      list: null,
      problems: [{ rule: 'conflicting-keys', message, suggestion, path: ['python_functions'], at: 'key' }],
    };
  }
  if (isMapping(functions)) return insideFunctions(functions);
  const key = direct === undefined ? 'functions' : 'python_functions';
  const set = Object.fromEntries(
    setKeys.filter((name) => root[name] !== undefined).map((name) => [name, root[name]]),
  );
  const found = listAt(root[key], [key]);
  return found.list !== null ? { ...found, set, setPath: [], problems: misspeltBeside(root) } : found;
}

function insideFunctions(functions: Mapping): FoundList | NoList {
  const { python_functions: list, ...set } = functions;
  if (list === undefined) {
    const near = nearestName('python_functions', Object.keys(functions));
    const message = `"functions" has no "python_functions"${near === null ? '' : `, but "${near}"`}`;
    return {
      list: null,
      problems: [{ rule: 'no-functions', message, suggestion: howTo, path: ['functions'], at: 'key' }],
    };
  }
  const found = listAt(list, ['functions', 'python_functions']);
  return found.list !== null ? { ...found, set, setPath: ['functions'], problems: [] } : found;
}

function listAt(list: unknown, listPath: Path): { list: unknown[]; listPath: Path } | NoList {
  if (list === undefined) return none([], 'It declares no functions');
  if (!Array.isArray(list))
    return none(listPath, `"${listPath.at(-1)}" must be a list, not ${kindOfValue(list)}`);
  return list.length === 0 ? none(listPath, `"${listPath.at(-1)}" is an empty list`) : { list, listPath };
}

/** Beside a list at the top anything may stand, but what looks like a slip in a key of ours is told. */
function misspeltBeside(root: Mapping): Problem[] {
  return Object.keys(root).flatMap((key): Problem[] => {
    if (topKeys.includes(key)) return [];
    const near = nearestName(key, setKeys);
    if (near === null) return [];
    const message = `"${key}" is not read`;
    return [{ rule: 'unknown-key', message, suggestion: near, path: [key], at: 'key', severity: 'minor' }];
  });
}

function none(path: Path, message: string): NoList {
  return { list: null, problems: [{ rule: 'no-functions', message, suggestion: howTo, path }] };
}

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
