import { CoderError } from '../../errors/coder-error.ts';
import { copyJson } from '../bind/copy-json.ts';
import { showPath } from '../bind/path.ts';

/** A copy of the arguments that is JSON. Throws `input-invalid` for what JSON would lose without a word, naming the path. */
export function plainArguments(values: unknown): unknown {
  const { value, problems } = copyJson(values);
  const [problem] = problems;
  if (problem === undefined) return value;
  const place =
    problem.path.length === 0 ? 'What is given as arguments' : `The argument ${showPath(problem.path)}`;
  throw new CoderError(`${place.slice(0, 300)} ${problem.message}.`, { code: 'input-invalid' });
}
