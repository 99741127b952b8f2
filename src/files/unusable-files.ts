import { CoderError } from '../errors/coder-error.ts';
import type { FileProblem } from './file-result.ts';
import { displayName, type InputSource } from './input-source.ts';

/** One error that lists every input that can't be used, by its place among the inputs. */
export function unusableFiles(
  sources: InputSource[],
  problems: ReadonlyMap<number, FileProblem>,
): CoderError {
  const lines = [...problems]
    .sort(([one], [other]) => one - other)
    .map(([index, { problem }]) => `"${displayName(sources[index] as InputSource)}" ${problem}.`);
  if (lines.length === 1) return inputInvalid(`The file ${lines[0]}`);
  return inputInvalid(`${lines.length} files can't be used:\n${lines.map((line) => `- ${line}`).join('\n')}`);
}

function inputInvalid(message: string): CoderError {
  return new CoderError(message, { code: 'input-invalid' });
}
