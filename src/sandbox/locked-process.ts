import type { Readable } from 'node:stream';
import type { Isolation } from '../contracts/isolation.ts';
import type { FrameReader } from './frames.ts';
import type { EndReport } from './launcher-frames.ts';

/** One process that attested its isolation and waits for its one program. Disposal ends it and frees its folders. */
export interface LockedProcess extends AsyncDisposable {
  readonly isolation: Isolation;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** The program's own last word arrives here. */
  readonly control: FrameReader;
  /** How it ended; rejects when nobody is left to tell. */
  readonly ended: Promise<EndReport>;
  /** Where Node reaches the program's working folder. */
  readonly workFolder: string;
  send(request: unknown): void;
  kill(): void;
}
