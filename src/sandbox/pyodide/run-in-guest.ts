import type {
  PyodideExecuteOptions,
  PyodideExecution,
  PyodideExecutionStatus,
  PyodideFault,
  PyodideGuest,
  PyodideLimits,
} from '../../contracts/pyodide.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { askGuest } from './ask-guest.ts';
import { executedSchema } from './protocol.ts';

export interface GuestRun {
  execution: PyodideExecution;
  /** False where the guest was ended, or may not go on. */
  isAlive: boolean;
}

/** How long code that was asked to stop has for it. */
const graceMs = 500;
const noFault = { type: null, traceback: null, line: null, module: null };

/** Executes code in a guest: asked to stop when its time is over or the caller cancels, and ended where it does not. */
export async function runInGuest(
  guest: PyodideGuest,
  code: string,
  {
    limits,
    signal,
    fileName = 'script.py',
    onOutput,
  }: Omit<PyodideExecuteOptions, 'limits'> & { limits: PyodideLimits },
): Promise<GuestRun> {
  const output = collectOutput(limits.outputChars, onOutput);
  const startedAt = performance.now();
  let stopped: { status: 'timed-out' | 'cancelled'; message: string } | null = null;
  let grace: ReturnType<typeof setTimeout> | undefined;
  const stop = (reason: NonNullable<typeof stopped>): void => {
    if (stopped !== null) return;
    stopped = reason;
    guest.interrupt();
    grace = setTimeout(() => void guest.terminate(), graceMs);
  };
  const overTime = {
    status: 'timed-out',
    message: `The code ran longer than ${limits.timeoutMs} ms and was ended.`,
  } as const;
  const timer = setTimeout(() => stop(overTime), limits.timeoutMs);
  const cancel = (): void => stop({ status: 'cancelled', message: 'The execution was cancelled.' });
  signal?.addEventListener('abort', cancel, { once: true });
  const end = (
    status: PyodideExecutionStatus,
    result: unknown,
    error: PyodideFault | null,
  ): PyodideExecution => {
    const executionMs = performance.now() - startedAt;
    const fault = stopped === null ? error : { ...noFault, ...error, message: stopped.message };
    return {
      status: stopped?.status ?? status,
      result: stopped === null ? result : null,
      error: fault,
      leftBehind: [],
      executionMs,
      ...output.texts(),
    };
  };
  try {
    const request = { do: 'execute', code, fileName, outputChars: limits.outputChars } as const;
    const answer = await askGuest(guest, request, { schema: executedSchema, onOutput: output.take });
    if (answer.status === 'succeeded')
      return { execution: end('succeeded', answer.result ?? null, null), isAlive: true };
    const { status, error } = answer;
    return {
      execution: end(status === 'broken' ? 'lost' : status, null, error),
      isAlive: status === 'failed',
    };
  } catch (error) {
    if (!(error instanceof CoderError) || error.code !== 'lost') throw error;
    return { execution: end('lost', null, { ...noFault, message: error.message }), isAlive: false };
  } finally {
    clearTimeout(timer);
    clearTimeout(grace);
    signal?.removeEventListener('abort', cancel);
  }
}

function collectOutput(most: number, onOutput: PyodideExecuteOptions['onOutput']) {
  const texts = { stdout: '', stderr: '' };
  let truncated = false;
  return {
    take: ({ stream, text }: { stream: 'stdout' | 'stderr'; text: string }): void => {
      const kept = text.slice(0, Math.max(0, most - texts[stream].length));
      if (kept.length < text.length) truncated = true;
      texts[stream] += kept;
      if (kept !== '') onOutput?.({ stream, text: kept });
    },
    texts: () => ({ ...texts, truncated }),
  };
}
