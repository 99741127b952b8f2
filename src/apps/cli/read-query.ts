import { addAbortSignal, type Readable } from 'node:stream';
import { CoderError } from '../../errors/coder-error.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import { usageError } from './usage-error.ts';

const maxQueryBytes = 1024 * 1024;

/** The question as typed, or all of standard input for "-". */
export async function readQuery(
  query: string,
  { stdin, signal }: { stdin: Readable; signal: AbortSignal },
): Promise<string> {
  const text = query === '-' ? await readAll(stdin, signal) : query;
  if (text.trim() === '')
    throw usageError('The question is empty: write it in quotes, or pipe it in with "-".');
  return text.trim();
}

async function readAll(stdin: Readable, signal: AbortSignal): Promise<string> {
  throwIfCancelled(signal);
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of addAbortSignal(signal, stdin)) {
      chunks.push(Buffer.from(chunk));
      bytes += chunks.at(-1)?.length ?? 0;
      if (bytes > maxQueryBytes) throw usageError('The question on standard input is longer than 1 MiB.');
    }
  } catch (cause) {
    if (signal.aborted) throw new CoderError('Cancelled.', { code: 'cancelled', cause });
    throw cause;
  }
  return Buffer.concat(chunks).toString('utf8');
}
