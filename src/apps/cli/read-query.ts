import type { Readable } from 'node:stream';
import { readAll } from './read-all.ts';
import { usageError } from './usage-error.ts';

/** The question as typed, or all of standard input for "-". */
export async function readQuery(
  query: string,
  { stdin, signal }: { stdin: Readable; signal: AbortSignal },
): Promise<string> {
  const text = query === '-' ? await readAll(stdin, { what: 'question', maxMiB: 1, signal }) : query;
  if (text.trim() === '')
    throw usageError('The question is empty: write it in quotes, or pipe it in with "-".');
  return text.trim();
}
