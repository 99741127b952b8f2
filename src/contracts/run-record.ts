import type { Isolation } from './isolation.ts';

export const runStatuses = [
  'finished',
  'failed',
  'timed-out',
  'out-of-memory',
  'output-too-large',
  'disk-full',
] as const;

/** `finished` means the program ended by itself with exit code 0; every other word names the reason it did not. */
export type RunStatus = (typeof runStatuses)[number];

/** What is kept of a run beside its output. */
export interface RunRecord {
  status: RunStatus;
  reason: string | null;
  exitCode: number | null;
  signal: string | null;
  wallMs: number;
  cpuMs: number | null;
  peakMemoryMiB: number | null;
  isolation: Isolation;
  /** Inputs by whose name nothing was there any more after the run. */
  removedInputs: string[];
  /** Files that were not collected and why, at most twenty and a word on the rest. */
  leftBehind: string[];
}
