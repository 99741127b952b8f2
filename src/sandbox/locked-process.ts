import type { Readable } from 'node:stream';
import type { Isolation } from '../contracts/isolation.ts';
import type { EndReport } from './launcher-frames.ts';

/** One process that attested its isolation and waits for its one program. Disposal ends it and frees its folders. */
export interface LockedProcess extends AsyncDisposable {
  readonly isolation: Isolation;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** How it ended and, hostile, the program's own last word; rejects when nobody is left to tell. */
  readonly ended: Promise<{ report: EndReport; lastWord: unknown }>;
  /** True once the program's limits were in force and its code may have run. */
  readonly hasStarted: boolean;
  /** Where Node reaches the program's working folder. */
  readonly workFolder: string;
  send(request: object): void;
  kill(): void;
  /** Ends a program that said it was done, after a last look at what it holds; resolves to the ceiling that it was past. */
  finish(): Promise<EndReport['exceeded']>;
}
