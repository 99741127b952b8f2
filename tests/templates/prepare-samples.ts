import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { packageRoot } from '../../src/config/package-root.ts';
import type { RunOutcome } from '../../src/contracts/runtime.ts';
import { type PreparedFile, prepareFiles } from '../../src/files/prepare-files.ts';
import { sharedRuntime } from '../helpers/shared-runtime.ts';

/** The files of data/samples described once, and a way to run programs on them as a task does. */
export interface Samples extends AsyncDisposable {
  /** The sample with this name followed by what was unpacked from it. */
  filesOf(name: string): PreparedFile[];
  run(code: string, files: readonly PreparedFile[]): Promise<RunOutcome>;
}

const limits = { timeoutSeconds: 60, memoryMiB: 512, outputMiB: 4, diskMiB: 32 };

export async function prepareSamples(names: readonly string[]): Promise<Samples> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'samples-'));
  const runtime = sharedRuntime();
  const intake = await mkdtemp(path.join(folder, 'intake-'));
  const paths = names.map((name) => path.join(packageRoot, 'data/samples', name));
  const prepared = await prepareFiles(paths, {
    folder: intake,
    scratchDir: await mkdtemp(path.join(folder, 'scratch-')),
    maxFileSizeMiB: 10,
    runtime,
    limits,
  });
  const starts = new Map(prepared.map((file, at) => [file.name, at]));
  return {
    filesOf: (name) => {
      const start = starts.get(name) as number;
      const end = prepared.findIndex((file, at) => at > start && file.originalPath !== null);
      return prepared.slice(start, end < 0 ? prepared.length : end);
    },
    run: async (code, files) =>
      runtime.run({
        code,
        origin: 'ours',
        inputs: files.flatMap(({ name, path }) => (path === null ? [] : [{ name, path }])),
        limits,
        runDir: await mkdtemp(path.join(folder, 'run-')),
      }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
