import { copyFile, mkdir, mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import type { Program, RunOutcome, RunStatus, Runtime } from '../../src/contracts/program-run.ts';

const isolation = { tier: 'limits', layers: {} } as const;

/** Runs programs on a plain interpreter in the run's own folder: no isolation, but real describers on real files. */
export function describingRuntime(): Runtime {
  return { run, probe: async () => isolation, [Symbol.asyncDispose]: async () => undefined };
}

async function run({ code, inputs, limits, runDir, signal }: Program): Promise<RunOutcome> {
  await mkdir(runDir, { recursive: true });
  const work = await mkdtemp(path.join(runDir, 'work-'));
  for (const input of inputs) await copyFile(input.path, path.join(work, input.name));
  const python = process.env.PYTHON_CODER_PYTHON ?? 'python3';
  const ended = await execa(python, ['-I', '-B', '-X', 'utf8', '-c', code], {
    cwd: work,
    env: { OPENBLAS_NUM_THREADS: '1' },
    timeout: limits.timeoutSeconds * 1000,
    maxBuffer: limits.outputMiB * 2 ** 20,
    reject: false,
    ...(signal ? { cancelSignal: signal } : {}),
  });
  const status: RunStatus = ended.timedOut ? 'timed-out' : ended.failed ? 'failed' : 'finished';
  return {
    status,
    reason: ended.shortMessage ?? null,
    exitCode: ended.exitCode ?? null,
    signal: ended.signal ?? null,
    exception: null,
    stdout: ended.stdout,
    stderr: ended.stderr,
    truncated: false,
    files: [],
    leftBehind: [],
    wallMs: ended.durationMs,
    cpuMs: null,
    peakMemoryMiB: null,
    isolation,
  };
}
