import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { DescriptionOf, FileDescription } from '../../src/contracts/file-description.ts';
import type { FileInput } from '../../src/contracts/file-input.ts';
import type { Program, RunOutcome } from '../../src/contracts/runtime.ts';
import { type PreparedFile, type PrepareOptions, prepareFiles } from '../../src/files/prepare-files.ts';
import { sharedRuntime } from '../helpers/shared-runtime.ts';

const limits = { timeoutSeconds: 50, memoryMiB: 1024, outputMiB: 16, diskMiB: 64 };

/** A throwaway folder with everything `prepareFiles` needs. */
export class Desk implements AsyncDisposable {
  private readonly root: string;
  private runs = 0;
  constructor(root: string) {
    this.root = root;
  }

  static async open(): Promise<Desk> {
    return new Desk(await mkdtemp(path.join(os.tmpdir(), 'python-coder-files-')));
  }

  /** Writes a file the user might have and returns its path. */
  async file(name: string, content: string | Uint8Array): Promise<string> {
    const target = path.join(this.root, name);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, content);
    return target;
  }

  async prepare(inputs: FileInput[], options: Partial<PrepareOptions> = {}): Promise<PreparedFile[]> {
    this.runs += 1;
    const [folder, scratchDir] = ['snapshots', 'scratch'].map((kind) =>
      path.join(this.root, `${kind}-${this.runs}`),
    ) as [string, string];
    await mkdir(folder);
    await mkdir(scratchDir);
    const runtime = sharedRuntime();
    return prepareFiles(inputs, {
      folder,
      scratchDir,
      runtime,
      limits,
      runMemoryMiB: 512,
      maxFileSizeMiB: 50,
      ...options,
    });
  }

  /** Runs a program of the described imports, `value`, which is what the `load` gives, and more code. */
  run(
    { imports, load }: { imports: string[]; load: string },
    { code, ...program }: Pick<Program, 'code' | 'inputs' | 'limits'>,
  ): Promise<RunOutcome> {
    this.runs += 1;
    return sharedRuntime().run({
      ...program,
      code: [...imports, `value = ${load}`, code].join('\n'),
      origin: 'ours',
      runDir: path.join(this.root, `run-${this.runs}`),
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}

/** Describes files given as name to content, all in one run. */
export async function describeAll(
  contents: Record<string, string | Uint8Array>,
): Promise<Map<string, FileDescription>> {
  await using desk = await Desk.open();
  const inputs = Object.entries(contents).map(([name, content]) => ({ name, bytes: Buffer.from(content) }));
  const prepared = await desk.prepare(inputs);
  return new Map(prepared.map(({ name, description }) => [name, description]));
}

/** Description of one file, as the type the test expects. */
export function described<Type extends FileDescription['type']>(
  all: Map<string, FileDescription>,
  name: string,
  type: Type,
): DescriptionOf<Type> {
  const description = all.get(name);
  if (description?.type !== type)
    throw new Error(`${name} was described as ${description?.type}, not as ${type}`);
  return description as DescriptionOf<Type>;
}

/** Bytes of a fixture of this folder. */
export function fixture(name: string): Promise<Buffer> {
  return readFile(path.join(import.meta.dirname, '../fixtures/files', name));
}

/** The message of the error the call must fail with, with its code in front. */
export async function failure(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    return `${(error as { code?: string }).code}: ${(error as Error).message}`;
  }
  throw new Error('it was expected to fail');
}
