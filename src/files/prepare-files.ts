import path from 'node:path';
import type { FileInput } from '../contracts/code-task.ts';
import type { FileDescription } from '../contracts/file-description.ts';
import type { RunLimits, Runtime } from '../contracts/program-run.ts';
import { CoderError } from '../errors/coder-error.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import type { Checked } from './checked.ts';
import { chooseType, unsupportedProblem } from './choose-type.ts';
import { describeSnapshots, type NamedSnapshot } from './describe-snapshots.ts';
import { formatOfName } from './formats.ts';
import { displayName, type InputSource, inputSource } from './input-source.ts';
import { programNames } from './program-names.ts';
import { sniffContent } from './sniff-content.ts';
import { sourceProblem, takeSnapshot } from './take-snapshot.ts';

/** An input file as the task uses it: a private copy with its description. */
export interface PreparedFile {
  name: string;
  /** The snapshot; the caller's file may change or vanish from now on. */
  path: string;
  originalPath: string | null;
  description: FileDescription;
}

export interface PrepareOptions {
  /** An existing empty folder that receives the snapshots. */
  folder: string;
  runtime: Runtime;
  limits: RunLimits;
  maxFileSizeMiB: number;
  /** An existing empty folder for the run that describes the files. */
  scratchDir: string;
  signal?: AbortSignal | undefined;
  onDescribed?: ((file: FileDescription) => void) | undefined;
}

const maxFiles = 100;

/** Checks, copies and describes the input files; throws one `input-invalid` that lists every file that can't be used. */
export async function prepareFiles(inputs: FileInput[], options: PrepareOptions): Promise<PreparedFile[]> {
  throwIfCancelled(options.signal);
  if (inputs.length > maxFiles)
    throw inputInvalid(
      `A task takes at most ${maxFiles} files, but ${inputs.length} were given; give fewer.`,
    );
  const sources = inputs.map(inputSource);
  const names = programNames(sources.map(({ label }) => label));
  const problems = new Map<number, string>();
  const ready: { index: number; file: NamedSnapshot }[] = [];
  for (const [index, source] of sources.entries()) {
    throwIfCancelled(options.signal);
    const copied = await copyInput(source, names[index] as string, options);
    if ('problem' in copied) problems.set(index, copied.problem);
    else ready.push({ index, file: copied.value });
  }
  const prepared: PreparedFile[] = [];
  const results =
    ready.length === 0
      ? []
      : await describeSnapshots(
          ready.map(({ file }) => file),
          options,
        );
  for (const [position, { index, file }] of ready.entries()) {
    const result = results[position];
    if (result === undefined) break;
    if ('problem' in result) {
      problems.set(index, result.problem);
      continue;
    }
    const description = result.value;
    options.onDescribed?.(description);
    prepared.push({
      name: file.name,
      path: file.snapshot.path,
      originalPath: (sources[index] as InputSource).path,
      description,
    });
  }
  if (problems.size > 0) throw unusableFiles(sources, problems);
  return prepared;
}

async function copyInput(
  source: InputSource,
  name: string,
  options: PrepareOptions,
): Promise<Checked<NamedSnapshot>> {
  const problem = await sourceProblem(source, options.maxFileSizeMiB);
  if (problem !== null) return { problem };
  if (formatOfName(name) === undefined) return { problem: unsupportedProblem(name) };
  try {
    const copied = await takeSnapshot(source, path.join(options.folder, name), options);
    if ('problem' in copied) return copied;
    const chosen = chooseType(name, await sniffContent(copied.value.path));
    if ('problem' in chosen) return chosen;
    return { value: { name, snapshot: copied.value, chosen: chosen.value } };
  } catch (error) {
    throwIfCancelled(options.signal);
    throw error;
  }
}

function unusableFiles(sources: InputSource[], problems: Map<number, string>): CoderError {
  const lines = [...problems]
    .sort(([one], [other]) => one - other)
    .map(([index, problem]) => `"${displayName(sources[index] as InputSource)}" ${problem}.`);
  if (lines.length === 1) return inputInvalid(`The file ${lines[0]}`);
  return inputInvalid(`${lines.length} files can't be used:\n${lines.map((line) => `- ${line}`).join('\n')}`);
}

function inputInvalid(message: string): CoderError {
  return new CoderError(message, { code: 'input-invalid' });
}
