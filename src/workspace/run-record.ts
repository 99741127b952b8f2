import type { RunRecord } from '../contracts/run-record.ts';
import type { RunOutcome } from '../contracts/runtime.ts';

/** What is kept of a run beside its output. */
export function runRecord(outcome: RunOutcome): RunRecord {
  const {
    status,
    reason,
    exitCode,
    signal,
    wallMs,
    cpuMs,
    peakMemoryMiB,
    isolation,
    removedInputs,
    leftBehind,
  } = outcome;
  return {
    status,
    reason,
    exitCode,
    signal,
    wallMs,
    cpuMs,
    peakMemoryMiB,
    isolation,
    removedInputs,
    leftBehind,
  };
}
