import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { packageRoot } from '../../src/config/package-root.ts';
import type { FunctionLibrary } from '../../src/contracts/function-library.ts';
import type { Tier } from '../../src/contracts/isolation.ts';
import type { RunLimits } from '../../src/contracts/run-limits.ts';
import type { OutputChunk, Program, RunOutcome } from '../../src/contracts/runtime.ts';
import { runUnderLimits } from '../../src/sandbox/run-under-limits.ts';
import { WarmRunner } from '../../src/sandbox/warm-runner.ts';
import { testEnvironment } from './python-environment.ts';

export interface SandboxRun {
  tier?: Exclude<Tier, 'C' | 'W'>;
  /** A layer to take away, to show that a test can fail. */
  without?: 'landlock' | 'seccomp';
  limits?: Partial<RunLimits>;
  language?: Program['language'];
  /** Input files by name. */
  inputs?: Record<string, string>;
  exchange?: Program['exchange'];
  seed?: number;
  library?: FunctionLibrary;
  network?: Program['network'];
  environment?: Program['environment'];
  signal?: AbortSignal;
  onOutput?: (chunk: OutputChunk) => void;
}

/** The outcome and the bytes of every file the program left. */
export interface FinishedRun extends RunOutcome {
  contents: Record<string, Buffer>;
}

const maxFiles = 50;
const runners = new Map<string, WarmRunner>();

/** Runs a program in one tier through the product's own path, in a folder of its own that is gone afterwards. */
export async function runInSandbox(code: string, options: SandboxRun = {}): Promise<FinishedRun> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sandbox-test-'));
  try {
    const inputs = [];
    for (const [name, text] of Object.entries(options.inputs ?? {})) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
      inputs.push({ name, path: path.join(folder, name) });
    }
    const outcome = await runIn(options, {
      code,
      origin: 'ours',
      language: options.language,
      inputs,
      exchange: options.exchange,
      limits: { timeoutSeconds: 20, memoryMiB: 512, outputMiB: 4, diskMiB: 32, ...options.limits },
      runDir: await mkdtemp(path.join(folder, 'run-')),
      seed: options.seed,
      library: options.library,
      network: options.network,
      environment: options.environment,
      signal: options.signal,
      onOutput: options.onOutput,
    });
    const contents: Record<string, Buffer> = {};
    for (const file of outcome.files) contents[file.name] = await readFile(file.path);
    return { ...outcome, contents };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runIn({ tier = 'A', without }: SandboxRun, program: Program): Promise<RunOutcome> {
  if (tier === 'limits') return runUnderLimits(program, { environment: await testEnvironment(), maxFiles });
  return (await sandboxOf({ tier, without })).run(program);
}

/** The runner that all programs of a test file share in one tier. */
export async function sandboxOf({
  tier = 'A',
  without,
}: {
  tier?: 'A' | 'B';
  without?: 'landlock' | 'seccomp' | undefined;
} = {}): Promise<WarmRunner> {
  const key = `${tier} without ${without}`;
  let runner = runners.get(key);
  if (!runner) {
    const environment = await testEnvironment();
    const readonly = [path.join(packageRoot, 'src/python')];
    runner = new WarmRunner(
      { tier, environment, readonly, ...(without ? { without } : {}) },
      { maxFiles, maxInterpreters: 4 },
    );
    runners.set(key, runner);
  }
  return runner;
}

/** Ends every zygote the tests of this worker started, for those that count what is left; others end with the worker. */
export async function closeSandboxes(): Promise<void> {
  await Promise.all([...runners.values()].map((runner) => runner[Symbol.asyncDispose]()));
  runners.clear();
}
