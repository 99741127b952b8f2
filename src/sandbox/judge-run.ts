import type { RunLimits, RunStatus } from '../contracts/program-run.ts';
import type { EndReport } from './launcher-frames.ts';

/** Why the supervisor ended a program. */
export type StopReason = 'timed-out' | 'output-too-large' | 'cancelled';

interface Evidence {
  ended: EndReport;
  stopped: StopReason | null;
  exception: { type: string } | null;
  limits: RunLimits;
}

/** The status of a run and one sentence that names the limit and its value; the kernel's word counts before the program's. */
export function judgeRun({ ended, stopped, exception, limits }: Evidence): {
  status: RunStatus;
  reason: string | null;
} {
  if (stopped === 'output-too-large') {
    return {
      status: 'output-too-large',
      reason: `It printed more than ${limits.outputMiB} MiB and was stopped.`,
    };
  }
  if (stopped === 'timed-out' || ended.signal === 'SIGXCPU') return timedOut(limits);
  if (ended.exitCode === 0) return { status: 'finished', reason: null };
  const nearLimit = ended.peakBytes > 0.9 * limits.memoryMiB * 2 ** 20;
  if (exception?.type === 'MemoryError' || (ended.signal !== null && nearLimit)) {
    return {
      status: 'out-of-memory',
      reason: `It needed more than the ${limits.memoryMiB} MiB of memory it may use.`,
    };
  }
  if (ended.signal === 'SIGKILL' && ended.cpuSeconds >= limits.timeoutSeconds) return timedOut(limits);
  if (ended.signal !== null)
    return { status: 'failed', reason: `It was ended by the signal ${ended.signal}.` };
  return { status: 'failed', reason: `It ended with exit code ${ended.exitCode}.` };
}

function timedOut(limits: RunLimits): { status: RunStatus; reason: string } {
  return { status: 'timed-out', reason: `It ran longer than ${limits.timeoutSeconds} s and was stopped.` };
}
