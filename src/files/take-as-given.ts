import { stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { FileInput } from '../contracts/file-input.ts';
import { CoderError } from '../errors/coder-error.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { NameRegister } from '../filesystem/name-register.ts';
import { relativeNameProblem } from '../filesystem/relative-name.ts';
import type { FileProblem, FileResult } from './file-result.ts';
import { type InputSource, inputSource } from './input-source.ts';
import type { PlacedFile } from './placed-file.ts';
import { takeSnapshot } from './take-snapshot.ts';
import { unusableFiles } from './unusable-files.ts';

interface Place {
  /** An existing empty folder that receives the snapshots. */
  folder: string;
  maxFileSizeMiB: number;
  signal?: AbortSignal | undefined;
}

const maxFiles = 1_000;
const atOnce = 8;
/** The smallest difference between two times that whoever collects a run's files is sure to see. */
const apartMs = 2;

/**
 * Private copies of files as they are, of any type, under their whole names. Each has a time of its own, near that of the original,
 * so that one that is moved over another of the same size is seen. Throws one `input-invalid` that lists every file that can't be used.
 */
export async function takeAsGiven(inputs: readonly FileInput[], place: Place): Promise<PlacedFile[]> {
  if (inputs.length > maxFiles)
    throw new CoderError(
      `A run takes at most ${maxFiles} files, but ${inputs.length} were given; give fewer.`,
      { code: 'input-invalid' },
    );
  const sources = inputs.map(inputSource);
  const problems = namesProblems(sources);
  if (problems.size > 0) throw unusableFiles(sources, problems);
  const placed: PlacedFile[] = [];
  for (let from = 0; from < sources.length; from += atOnce) {
    throwIfCancelled(place.signal);
    const some = sources.slice(from, from + atOnce);
    const taken = await Promise.all(some.map((source, at) => takeOne(source, from + at, place)));
    for (const [at, file] of taken.entries())
      if ('value' in file) placed.push(file.value);
      else problems.set(from + at, file);
  }
  if (problems.size > 0) throw unusableFiles(sources, problems);
  await giveTimes(placed);
  return placed;
}

function namesProblems(sources: readonly InputSource[]): Map<number, FileProblem> {
  const problems = new Map<number, FileProblem>();
  const register = new NameRegister();
  const seen = new Set<string>();
  for (const [index, { label }] of sources.entries()) {
    const taken = seen.has(label) ? 'has the name of another file' : register.problem(label);
    const problem = relativeNameProblem(label) ?? taken;
    if (problem !== null) problems.set(index, { problem });
    seen.add(label);
    register.add(label);
  }
  return problems;
}

/** The copies lie side by side: a name of the caller's is no path of this host. */
async function takeOne(source: InputSource, index: number, place: Place): Promise<FileResult<PlacedFile>> {
  const target = path.join(place.folder, String(index));
  const copied = await takeSnapshot(source, target, { ...place, allowEmpty: true });
  if ('problem' in copied) return copied;
  const { bytes, sha256 } = copied.value;
  const known = { name: source.label, originalPath: source.path, path: target, bytes };
  return { value: { ...known, sha256: await sha256 } };
}

async function giveTimes(placed: readonly PlacedFile[]): Promise<void> {
  const times = await Promise.all(
    placed.map(async ({ path: copy, originalPath }) => {
      const { mtimeMs } = await stat(originalPath ?? (copy as string)).catch(() => stat(copy as string));
      return Math.floor(mtimeMs / apartMs);
    }),
  );
  const oldestFirst = [...times.keys()].sort(
    (one, other) => (times[one] as number) - (times[other] as number),
  );
  let last = Number.NEGATIVE_INFINITY;
  for (const index of oldestFirst) {
    last = Math.max(times[index] as number, last + 1);
    times[index] = last;
  }
  await Promise.all(
    placed.map(({ path: copy }, index) => {
      const seconds = ((times[index] as number) * apartMs) / 1_000;
      return utimes(copy as string, seconds, seconds);
    }),
  );
}
