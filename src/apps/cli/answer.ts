import type { Readable } from 'node:stream';
import type { Approver } from '../../contracts/approval.ts';
import type { PythonCoder } from '../../contracts/python-coder.ts';
import type { TaskEvent } from '../../contracts/task-event.ts';
import type { Page } from './page.ts';

/** What a verb has to say; printed in one place, so `--json` prints exactly one object whatever happens. */
export interface Answer {
  exitCode: number;
  /** The object `--json` prints. */
  value: object;
  /** Standard output for people; empty when there is no answer. */
  text: string;
  /** Standard error, also with `--quiet`. */
  problem: string;
  /** Standard error, not with `--quiet`. */
  notes: string;
}

/** What a verb works with while its coder is open. */
export interface Session {
  coder: PythonCoder;
  observer: { signal: AbortSignal; onEvent: (event: TaskEvent) => void };
  stdin: Readable;
  /** Asks the person at the terminal; null where there is none. */
  approver: Approver | null;
  /** True when people have already seen this text in the live display. */
  hasShown(text: string): boolean;
  out: Page;
  err: Page;
}
