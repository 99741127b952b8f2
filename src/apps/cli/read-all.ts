import { addAbortSignal, type Readable } from 'node:stream';
import { CoderError } from '../../errors/coder-error.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import { usageError } from './usage-error.ts';

const mebibyte = 1024 * 1024;

interface Reading {
  /** What it is, for whoever sends too much of it. */
  what: string;
  maxMiB?: number;
  signal: AbortSignal;
}

/** All of standard input as text. Throws `input-invalid` as soon as there is more than it may hold. */
export async function readAll(stdin: Readable, { what, maxMiB = 16, signal }: Reading): Promise<string> {
  throwIfCancelled(signal);
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of addAbortSignal(signal, stdin)) {
      chunks.push(Buffer.from(chunk));
      bytes += chunks.at(-1)?.length ?? 0;
      if (bytes > maxMiB * mebibyte)
        throw usageError(`The ${what} on standard input is longer than ${maxMiB} MiB.`);
    }
  } catch (cause) {
    if (signal.aborted) throw new CoderError('Cancelled.', { code: 'cancelled', cause });
    throw cause;
  }
  return Buffer.concat(chunks).toString('utf8');
}
