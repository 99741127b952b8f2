import path from 'node:path';
import type { FileDescription } from '../contracts/file-description.ts';
import type { FileInput } from '../contracts/file-input.ts';
import { CoderError } from '../errors/coder-error.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { chooseType, refusedProblem } from './choose-type.ts';
import { describeIntake, type Intake } from './describe-intake.ts';
import type { DescribeOptions, NamedSnapshot } from './describe-snapshots.ts';
import type { FileProblem, FileResult } from './file-result.ts';
import { type InputSource, inputSource } from './input-source.ts';
import type { PlacedFile } from './placed-file.ts';
import { programNames } from './program-names.ts';
import { sniffContent } from './sniff-content.ts';
import { sourceProblem, takeSnapshot } from './take-snapshot.ts';
import { isContainer, unpackArchive } from './unpack-archive.ts';
import { unusableFile } from './unusable-file.ts';
import { unusableFiles } from './unusable-files.ts';

/** An input file, or a member of an input archive, as the task uses it: a private copy with its description. */
export interface PreparedFile extends PlacedFile {
  description: FileDescription;
}

export interface PrepareOptions extends DescribeOptions {
  /** An existing empty folder that receives the snapshots. */
  folder: string;
  maxFileSizeMiB: number;
  /** Goes on without the files that can't be used; their descriptions say why. */
  skipBadFiles?: boolean | undefined;
  onDescribed?: ((file: FileDescription) => void) | undefined;
}

const maxFiles = 100;

/**
 * Checks, copies, unpacks and describes the input files. Throws one `input-invalid` that lists every file that can't be used, unless
 * others can be used and what it holds is of a kind that nothing here reads.
 */
export async function prepareFiles(inputs: FileInput[], options: PrepareOptions): Promise<PreparedFile[]> {
  throwIfCancelled(options.signal);
  if (inputs.length > maxFiles)
    throw inputInvalid(
      `A task takes at most ${maxFiles} files, but ${inputs.length} were given; give fewer.`,
    );
  const sources = inputs.map(inputSource);
  const names = programNames(sources.map(({ label }) => label));
  const copied = await copyInputs(sources, names, options);
  const unpacked = await unpackContainers(copied, options);
  const described = await describeIntake(unpacked, options);
  const problems = new Map<number, FileProblem>();
  const all = described.flatMap((files, index): PreparedFile[] => {
    const source = sources[index] as InputSource;
    if ('value' in files) return files.value.map((file, at) => prepared(file, at === 0 ? source.path : null));
    problems.set(index, files);
    return [prepared(unusableFile(names[index] as string, files.problem), source.path)];
  });
  const isHindered =
    problems.size === inputs.length || [...problems.values()].some((each) => !each.isForeign);
  if (problems.size > 0 && isHindered && !options.skipBadFiles) throw unusableFiles(sources, problems);
  for (const { description } of all) options.onDescribed?.(description);
  return all;
}

function prepared(
  file: Pick<PreparedFile, 'name' | 'path' | 'description'>,
  originalPath: string | null,
): PreparedFile {
  const { bytes, sha256 } = file.description;
  return { ...file, originalPath, bytes, sha256 };
}

async function copyInputs(
  sources: InputSource[],
  names: string[],
  options: PrepareOptions,
): Promise<FileResult<NamedSnapshot>[]> {
  const copied: FileResult<NamedSnapshot>[] = [];
  for (const [index, source] of sources.entries()) {
    throwIfCancelled(options.signal);
    copied.push(await copyInput(source, names[index] as string, options));
  }
  return copied;
}

async function copyInput(
  source: InputSource,
  name: string,
  options: PrepareOptions,
): Promise<FileResult<NamedSnapshot>> {
  const problem = await sourceProblem(source, options.maxFileSizeMiB);
  if (problem !== null) return { problem };
  const refused = refusedProblem(name);
  if (refused !== null) return refused;
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

/** Each container gets a folder that is named after it and like no other file or folder of the task. */
async function unpackContainers(
  copied: FileResult<NamedSnapshot>[],
  options: PrepareOptions,
): Promise<FileResult<Intake>[]> {
  const names = copied.map((file) => ('value' in file ? file.value.name : ''));
  const folders = programNames([...names, ...names.map(folderName)]).slice(names.length);
  return Promise.all(
    copied.map(async (file, index): Promise<FileResult<Intake>> => {
      if ('problem' in file) return file;
      if (!isContainer(file.value.chosen.type)) return { value: { file: file.value, unpacked: null } };
      const target = { folder: folders[index] as string, maxMemberMiB: options.maxFileSizeMiB };
      const unpacked = await unpackArchive(file.value, target, options);
      return 'problem' in unpacked ? unpacked : { value: { file: file.value, unpacked: unpacked.value } };
    }),
  );
}

/** `sales.tar.gz` is unpacked into `sales`. */
function folderName(name: string): string {
  return name.replace(/(?:\.tar)?\.[^.]+$/i, '').replaceAll('.', '_') || 'unpacked';
}

function inputInvalid(message: string): CoderError {
  return new CoderError(message, { code: 'input-invalid' });
}
