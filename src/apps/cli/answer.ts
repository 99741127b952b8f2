import type { Readable } from 'node:stream';
import type { AgentEvent } from '../../agents/agent-event.ts';
import type { Approver } from '../../contracts/approval.ts';
import type { PythonCoder } from '../../contracts/python-coder.ts';
import type { TaskEvent } from '../../contracts/task-event.ts';
import type { Row } from './event-rows.ts';
import type { Page } from './page.ts';
import type { CoderOptions, Terminal, World } from './world.ts';

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
  createFunctions: World['createFunctions'];
  stdin: Readable;
  /** Asks the person at the terminal; null where there is none. */
  approver: Approver | null;
  /** What the coder was made with, for agents that need a model of their own. */
  settings: CoderOptions;
  onAgentEvent(event: AgentEvent): void;
  /** Says something on standard error while the verb works. */
  tell(rows: Row[]): void;
  /** Ends what the display shows as being worked on. */
  settle(): void;
  /** Prints text as it is, above whatever the display shows. */
  say(text: string): void;
  /** Asks for a line at the terminal. */
  prompt(text: string): void;
  /** True when a person sits at input and error stream. */
  isInteractive: boolean;
  onInterrupt: World['onInterrupt'];
  stdout: Terminal;
  /** True when people have already seen this text in the live display. */
  hasShown(text: string): boolean;
  out: Page;
  err: Page;
}
