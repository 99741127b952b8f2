import { constants } from 'node:os';
import type { RunLimits } from '../contracts/run-limits.ts';
import type { RunStatus } from '../contracts/run-record.ts';
import type { Language } from '../contracts/runtime.ts';
import { fixedLimits } from './fixed-limits.ts';
import type { Ceiling, EndReport } from './launcher-frames.ts';

/** Why the supervisor ended a program. */
export type StopReason = 'timed-out' | 'output-too-large' | 'cancelled';

interface Evidence {
  ended: EndReport;
  stopped: StopReason | null;
  /** The program's own word, which can only make its own failure look like another one. */
  exception: { type: string; errno: number | null; threads: number } | null;
  /** What the program's folder has no room left for. */
  full: 'disk' | 'entries' | null;
  language?: Language | undefined;
  limits: RunLimits;
}

interface Verdict {
  status: RunStatus;
  reason: string | null;
}

/** The status of a run and one sentence that names the limit and its value; the kernel's word counts before the program's. */
export function judgeRun({ ended, stopped, exception, full, language, limits }: Evidence): Verdict {
  if (stopped === 'output-too-large') {
    return {
      status: 'output-too-large',
      reason: `It printed more than ${limits.outputMiB} MiB and was stopped.`,
    };
  }
  if (stopped === 'timed-out' || ended.signal === 'SIGXCPU') return timedOut(limits);
  const { exceeded } = ended;
  const endedByItself = ended.signal !== 'SIGKILL';
  if (exceeded && !(exceeded.limit === 'unwatched' && endedByItself))
    return verdicts[exceeded.limit](limits, exceeded.value);
  if (ended.exitCode === 0) return { status: 'finished', reason: null };
  const nearLimit = ended.peakBytes > 0.9 * limits.memoryMiB * 2 ** 20;
  // What programs of a shell say when memory is refused to them, nobody but people can tell.
  const mayLackMemory = ended.signal !== null || language === 'shell';
  if (exception?.type === 'MemoryError' || (mayLackMemory && nearLimit))
    return verdicts.memory(limits, limits.memoryMiB);
  if (ended.signal === 'SIGKILL' && ended.cpuSeconds >= limits.timeoutSeconds) return timedOut(limits);
  if (full !== null) return verdicts[full](limits, fixedLimits.entries);
  const refusal = refusals.find((row) => row.explains(exception));
  if (refusal) return refusal.verdict(limits);
  if (ended.signal !== null)
    return { status: 'failed', reason: `It was ended by the signal ${ended.signal}.` };
  return { status: 'failed', reason: `It ended with exit code ${ended.exitCode}.` };
}

/** Limits that the kernel holds by refusing a call, told by the exception that followed. */
const refusals: {
  explains: (exception: Evidence['exception']) => boolean;
  verdict: (limits: RunLimits) => Verdict;
}[] = [
  {
    explains: (exception) => exception?.errno === constants.errno.EMFILE,
    verdict: () => ({
      status: 'failed',
      reason: `It opened more than the ${fixedLimits.openFiles} files it may have open at once.`,
    }),
  },
  {
    explains: (exception) => exception?.errno === constants.errno.EFBIG,
    verdict: (limits) => verdicts.disk(limits, 0),
  },
  {
    explains: (exception) => exception?.errno === constants.errno.ENOSPC,
    verdict: ({ diskMiB }) => ({
      status: 'disk-full',
      reason: `There was no room left: its files may take ${diskMiB} MiB together, its temporary files ${fixedLimits.scratchMiB} MiB, and the host's disk may be full.`,
    }),
  },
  {
    explains: (exception) =>
      exception?.type === 'RuntimeError' && exception.threads >= fixedLimits.threads - 1,
    verdict: () => ({
      status: 'failed',
      reason: `It failed while it ran as many threads as it may, ${fixedLimits.threads} at once.`,
    }),
  },
];

const verdicts: Record<Ceiling, (limits: RunLimits, value: number) => Verdict> = {
  memory: ({ memoryMiB }) => ({
    status: 'out-of-memory',
    reason: `It needed more than the ${memoryMiB} MiB of memory it may use.`,
  }),
  threads: (_, value) => ({
    status: 'failed',
    reason: `It ran more than ${value} threads at once.`,
  }),
  disk: ({ diskMiB }) => ({
    status: 'disk-full',
    reason: `It needed more than the ${diskMiB} MiB that its files may take together.`,
  }),
  scratch: (_, value) => ({
    status: 'disk-full',
    reason: `It needed more than the ${value / 2 ** 20} MiB that its temporary files may take together.`,
  }),
  entries: (_, value) => ({
    status: 'disk-full',
    reason: `It needed more than the ${value} files and folders it may make.`,
  }),
  depth: (_, value) => ({
    status: 'failed',
    reason: `It made folders more than ${value} levels deep.`,
  }),
  mappings: (_, value) => ({
    status: 'failed',
    reason: `It mapped so many pieces of memory that their list is longer than ${value} MiB.`,
  }),
  unwatched: (_, value) => ({
    status: 'failed',
    reason: `What it holds could not be watched (error number ${value}), so it was stopped.`,
  }),
};

function timedOut(limits: RunLimits): Verdict {
  return { status: 'timed-out', reason: `It ran longer than ${limits.timeoutSeconds} s and was stopped.` };
}
