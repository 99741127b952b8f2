import { CoderError } from '../../errors/coder-error.ts';
import { copyJson } from '../bind/copy-json.ts';
import { showPath } from '../bind/path.ts';

/** What the caller in the sandbox is asked for. */
export interface CallText {
  function: string;
  arguments: Record<string, unknown>;
  /** Names of arguments that it must not tell of. */
  secret: string[];
  profile?: true;
}

const maxBytes = 50 * 2 ** 20;

/** A copy of the arguments that is JSON. Throws `input-invalid` for what JSON would lose without a word, naming the path. */
export function plainArguments(values: unknown): unknown {
  const { value, problems } = copyJson(values);
  const [problem] = problems;
  if (problem === undefined) return value;
  const place =
    problem.path.length === 0 ? 'What is given as arguments' : `The argument ${showPath(problem.path)}`;
  throw unusable(`${place.slice(0, 300)} ${problem.message}.`);
}

/** A call as JSON. Throws `input-invalid` for more than 50 MiB. */
export function callText(call: CallText): string {
  const text = JSON.stringify(call);
  const bytes = Buffer.byteLength(text);
  if (bytes <= maxBytes) return text;
  throw unusable(
    `The arguments have ${Math.ceil(bytes / 2 ** 20)} MiB, and ${maxBytes / 2 ** 20} are allowed: give the data as a file.`,
  );
}

function unusable(message: string): CoderError {
  return new CoderError(message, { code: 'input-invalid' });
}
