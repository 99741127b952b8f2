import { secretParameters } from './bound-parameters.ts';
import { copyJson } from './copy-json.ts';
import { parseBinding } from './parse-binding.ts';
import type { Path } from './path.ts';

/** What is wrong at a place of a value, and what to write there instead. */
export interface PlacedProblem {
  path: Path;
  /** Where the key is meant and not its value. */
  at?: 'key';
  message: string;
  suggestion: string | null;
}

/** Everything in parameters that could never be bound, whatever the state is. */
export function checkBindings(parameters: unknown): PlacedProblem[] {
  const copy = copyJson(parameters);
  const unfit = copy.problems.map((problem) => ({ ...problem, suggestion: null }));
  return [...unfit, ...malformedIn(copy.value, [])];
}

/** The same of parameters that are given beside a declaration, which alone may ask for a variable of the environment. */
export function checkGivenBindings(parameters: Readonly<Record<string, unknown>>): PlacedProblem[] {
  const secret = secretParameters(parameters).map((name) => ({
    path: [name],
    message: `${name} asks for a variable of the environment, which only the declaration of a function may do`,
    suggestion: 'it there, with the variable in env',
  }));
  return [...checkBindings(parameters), ...secret];
}

function malformedIn(value: unknown, path: Path): PlacedProblem[] {
  if (typeof value === 'string') {
    const { problem } = parseBinding(value);
    return problem === null ? [] : [{ path, ...problem }];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => malformedIn(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [
    ...(key.includes('${') ? [boundKey([...path, key])] : []),
    ...malformedIn(member, [...path, key]),
  ]);
}

function boundKey(path: Path): PlacedProblem {
  return {
    path,
    at: 'key',
    message: 'A binding stands in a key, where none is replaced',
    suggestion: 'write the key out, and bind its value',
  };
}
