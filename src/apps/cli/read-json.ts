import type { Readable } from 'node:stream';
import { escapeLine } from './escape-terminal.ts';
import { readAll } from './read-all.ts';
import { readSmallFile } from './read-small-file.ts';
import { usageError } from './usage-error.ts';

interface Source {
  /** The option it was given with, such as "--args". */
  option: string;
  stdin: Readable;
  signal: AbortSignal;
}

/** The JSON object of an option: typed as it is, "@file" for the content of a file, "-" for standard input. Throws `input-invalid` that says what is wrong with it. */
export async function readJson(
  given: string,
  { option, stdin, signal }: Source,
): Promise<Record<string, unknown>> {
  const text = await textOf(given, { option, stdin, signal });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw usageError(
      `What ${option} gives is no JSON (${escapeLine((cause as Error).message)}): write an object such as '{"name": 1}' in single quotes, @file or -.`,
    );
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw usageError(`What ${option} gives must be one JSON object, such as '{"name": 1}'.`);
}

function textOf(given: string, { option, stdin, signal }: Source): Promise<string> | string {
  if (given === '-') return readAll(stdin, { what: `JSON for ${option}`, signal });
  if (given.startsWith('@')) return readSmallFile(given.slice(1), `file of ${option}`);
  return given;
}
