import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Tier } from '../../src/contracts/isolation.ts';
import type { OutputChunk, RunLimits, RunOutcome } from '../../src/contracts/program-run.ts';
import { type IsolationRequest, runIsolated } from '../../src/sandbox/run-isolated.ts';
import { testEnvironment } from './python-environment.ts';

export interface SandboxRun {
  tier?: Tier;
  without?: NonNullable<IsolationRequest['without']>;
  limits?: Partial<RunLimits>;
  /** Input files by name. */
  inputs?: Record<string, string>;
  signal?: AbortSignal;
  onOutput?: (chunk: OutputChunk) => void;
}

/** The outcome and the text of every file the program left. */
export interface FinishedRun extends RunOutcome {
  contents: Record<string, Buffer>;
}

/** Runs a program in one tier through the product's own path, in a folder of its own that is gone afterwards. */
export async function runInSandbox(code: string, options: SandboxRun = {}): Promise<FinishedRun> {
  const { readFile } = await import('node:fs/promises');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sandbox-test-'));
  try {
    const inputs = [];
    for (const [name, text] of Object.entries(options.inputs ?? {})) {
      await writeFile(path.join(folder, name), text);
      inputs.push({ name, path: path.join(folder, name) });
    }
    const runDir = await mkdtemp(path.join(folder, 'run-'));
    const outcome = await runIsolated(
      {
        code,
        origin: 'untrusted',
        inputs,
        limits: { timeoutSeconds: 20, memoryMiB: 512, outputMiB: 4, diskMiB: 32, ...options.limits },
        runDir,
        signal: options.signal,
        onOutput: options.onOutput,
      },
      {
        tier: options.tier ?? 'A',
        environment: await testEnvironment(),
        maxFiles: 50,
        readonly: [],
        ...(options.without === undefined ? {} : { without: options.without }),
      },
    );
    const contents: Record<string, Buffer> = {};
    for (const file of outcome.files) contents[file.name] = await readFile(file.path);
    return { ...outcome, contents };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
