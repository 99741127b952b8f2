import type { FileInput } from '../../contracts/file-input.ts';
import type { InputPlacement } from '../../contracts/runtime.ts';
import type { PlacedFile } from '../../files/placed-file.ts';
import { type PreparedFile, type PrepareOptions, prepareFiles } from '../../files/prepare-files.ts';
import { takeAsGiven } from '../../files/take-as-given.ts';
import type { SetupObserver } from '../../workspace/setup-observer.ts';
import type { TaskFolder } from '../../workspace/task-folders.ts';
import type { CoderServices } from '../coder-services.ts';

interface Snapshots extends Pick<PrepareOptions, 'runMemoryMiB' | 'skipBadFiles' | 'onDescribed'> {
  folder: TaskFolder;
  observer: SetupObserver;
}

/** Private copies of the input files in the folder of their task, unpacked and described; the way by which files come into the program of a model. */
export async function snapshotInputs(
  coder: CoderServices,
  inputs: FileInput[],
  { folder, observer, ...options }: Snapshots,
): Promise<PreparedFile[]> {
  return await prepareFiles(inputs, {
    ...options,
    folder: folder.inputs,
    runtime: await coder.runtime(observer),
    limits: coder.describeLimits,
    maxFileSizeMiB: coder.config.maxFileSizeMiB,
    scratchDir: await folder.newRunDir(),
    signal: observer.signal,
  });
}

/** Private copies of input files that nobody looks into, under their whole names. */
export async function filesAsGiven(
  coder: CoderServices,
  inputs: FileInput[],
  { folder, signal }: { folder: TaskFolder; signal: AbortSignal | undefined },
): Promise<PlacedFile[]> {
  const { maxFileSizeMiB } = coder.config;
  return await takeAsGiven(inputs, { folder: folder.inputs, maxFileSizeMiB, signal });
}

/** What a program finds in its folder; a file that can't be used is not there. */
export function inputPlacements(files: readonly PlacedFile[]): InputPlacement[] {
  return files.flatMap(({ name, path }) => (path === null ? [] : [{ name, path }]));
}
