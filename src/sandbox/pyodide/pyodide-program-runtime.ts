import type { Isolation } from '../../contracts/isolation.ts';
import type { PyodideExecution, PyodideGuest, PyodideHost } from '../../contracts/pyodide.ts';
import type { PythonEnvironment } from '../../contracts/python-environment.ts';
import type { RunLimits } from '../../contracts/run-limits.ts';
import type { Program, RunOutcome, Runtime, WarmUp } from '../../contracts/runtime.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import { bringInputs, takeOutputs } from './carry-files.ts';
import { DenoHost } from './deno-host.ts';
import { Interpreter } from './interpreter.ts';
import { proveContainment } from './prove-containment.ts';
import { runInGuest } from './run-in-guest.ts';

interface Options {
  cacheDir: string;
  maxMemoryMiB: number;
  output: { maxFiles: number };
}

export interface PyodideProgramRuntime extends Runtime {
  /** The Python of the interpreters, and what is installed in it; no other is looked for. */
  environment(): Promise<PythonEnvironment>;
}

interface Proof {
  host: PyodideHost;
  isolation: Isolation;
  environment: PythonEnvironment;
}

/** Of each stream in the outcome. */
const keptChars = 2 ** 20;
/** What moving the files of one program may take, since what runs in the interpreter could stay silent. */
const carryMs = 60_000;

/** Tier W: each program in an interpreter of its own, held by Deno. Nothing starts before it is needed. */
export function createPyodideProgramRuntime({
  cacheDir,
  maxMemoryMiB,
  output,
}: Options): PyodideProgramRuntime {
  let proof: Promise<Proof> | null = null;
  const prove = (): Promise<Proof> => {
    proof ??= proveHost(cacheDir, maxMemoryMiB).catch((error) => {
      proof = null;
      throw error;
    });
    return proof;
  };
  return {
    isForeignOnly: true,
    async run(program) {
      refuse(program);
      const { host, isolation: proven } = await prove();
      const { canary, ...isolation } = proven;
      throwIfCancelled(program.signal);
      const { limits, signal } = program;
      const guest = await host.start({ memoryMiB: limits.memoryMiB, signal });
      try {
        const { operations: _, ...counts } = canary as NonNullable<Isolation['canary']>;
        return await runProgram(guest, program, {
          isolation: { ...isolation, canary: counts },
          maxFiles: program.maxFiles ?? output.maxFiles,
        });
      } finally {
        await guest.terminate();
      }
    },
    async warmUp({ library, network }): Promise<WarmUp> {
      refuse({ library, network });
      const startedAt = performance.now();
      await prove();
      return { status: 'warm', milliseconds: performance.now() - startedAt };
    },
    release: () => undefined,
    probe: async () => (await prove()).isolation,
    environment: async () => (await prove()).environment,
    [Symbol.asyncDispose]: async () => {
      await (await proof?.catch(() => null))?.host.dispose();
    },
  };
}

async function proveHost(cacheDir: string, memoryMiB: number): Promise<Proof> {
  const host = new DenoHost({ cacheDir });
  try {
    const interpreter = await Interpreter.start(host, memoryMiB);
    try {
      const packages = await interpreter.packages();
      const environment: PythonEnvironment = {
        python: 'pyodide',
        version: interpreter.guest.versions.python,
        source: 'pyodide',
        packages: Object.fromEntries(packages.map(({ name, version }) => [name.toLowerCase(), version])),
        missing: [],
        matplotlibCache: null,
      };
      return { host, isolation: await proveContainment(interpreter.guest), environment };
    } finally {
      await interpreter.end();
    }
  } catch (error) {
    await host.dispose();
    throw error;
  }
}

/** Throws for what this runtime has not. */
function refuse(program: Pick<Program, 'library' | 'network'> & Partial<Program>): void {
  if (program.language === 'shell')
    throw new CoderError('Tier W (python.runtime: pyodide) runs Python alone, and no shell programs.', {
      code: 'isolation-missing',
    });
  if (program.origin === 'ours')
    throw new CoderError(
      'Tier W (python.runtime: pyodide) runs no built-in templates and unpacks no archives, which need CPython and its packages.',
      { code: 'input-invalid' },
    );
  const { library, network, environment } = program;
  const given = Object.entries({ library, network, environment }).filter(([, value]) => value !== undefined);
  if (given.length > 0)
    throw new CoderError(
      `Tier W (python.runtime: pyodide) gives a program no ${given.map(([name]) => name).join(' and no ')}.`,
      { code: 'input-invalid' },
    );
}

async function runProgram(
  guest: PyodideGuest,
  program: Program,
  { isolation, maxFiles }: { isolation: Isolation; maxFiles: number },
): Promise<RunOutcome> {
  const { limits, signal, seed, onOutput } = program;
  const brought = await withinTime(guest, () => bringInputs(guest, program));
  const most = limits.outputMiB * 2 ** 20;
  const pyodideLimits = {
    timeoutMs: limits.timeoutSeconds * 1_000,
    memoryMiB: limits.memoryMiB,
    outputChars: most,
  };
  if (seed !== undefined)
    await runInGuest(guest, `__import__('random').seed(${seed})`, { limits: pyodideLimits });
  const { execution, isAlive } = await runInGuest(guest, program.code, {
    ...{ limits: pyodideLimits, signal, onOutput, fileName: 'program.py' },
  });
  throwIfCancelled(signal);
  const carried = isAlive
    ? await withinTime(guest, () => takeOutputs(guest, { program, brought, maxFiles }))
    : { files: [], leftBehind: [], removedInputs: [], answer: null, isFull: false };
  const { isFull, ...collected } = carried;
  const { error, stdout, truncated, executionMs } = execution;
  const stderr = execution.stderr + (error?.traceback ?? '');
  return {
    ...verdictOf(execution, { limits, isFull }),
    exitCode: execution.status === 'succeeded' ? 0 : execution.status === 'failed' ? 1 : null,
    signal: null,
    exception:
      error === null || error.type === null || execution.status === 'timed-out'
        ? null
        : { type: error.type, message: error.message, ...(error.line !== null && { line: error.line }) },
    stdout: stdout.slice(0, keptChars),
    stderr: stderr.slice(0, keptChars),
    truncated: truncated || stdout.length > keptChars || stderr.length > keptChars,
    ...collected,
    wallMs: Math.round(executionMs),
    cpuMs: null,
    peakMemoryMiB: null,
    isolation,
  };
}

function verdictOf(
  { status, truncated, error }: PyodideExecution,
  { limits, isFull }: { limits: RunLimits; isFull: boolean },
): Pick<RunOutcome, 'status' | 'reason'> {
  const { timeoutSeconds, memoryMiB, outputMiB, diskMiB } = limits;
  if (status === 'timed-out')
    return { status, reason: `It ran longer than ${timeoutSeconds} s and was stopped.` };
  if (status === 'out-of-memory')
    return { status, reason: `It needed more than the ${memoryMiB} MiB of memory it may use.` };
  if (truncated) return { status: 'output-too-large', reason: `It printed more than ${outputMiB} MiB.` };
  if (isFull)
    return {
      status: 'disk-full',
      reason: `It needed more than the ${diskMiB} MiB that its files may take together.`,
    };
  if (status === 'succeeded') return { status: 'finished', reason: null };
  if (status === 'failed') return { status, reason: 'It ended with exit code 1.' };
  return { status: 'failed', reason: `Its interpreter ended: ${error?.message ?? 'it was lost'}` };
}

/** Ends the guest, and so the work, where it takes too long. */
async function withinTime<Value>(guest: PyodideGuest, work: () => Promise<Value>): Promise<Value> {
  const timer = setTimeout(() => void guest.terminate(), carryMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}
