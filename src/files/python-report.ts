import { z } from 'zod';
import type { RunOutcome } from '../contracts/runtime.ts';
import { CoderError } from '../errors/coder-error.ts';
import { hiddenInLine } from '../text/hidden-characters.ts';
import { parseJson } from '../text/parse-json.ts';
import type { FileResult } from './file-result.ts';

const lineSchema = z.union([
  z.strictObject({ begun: z.number().int().nonnegative() }),
  z.strictObject({
    index: z.number().int().nonnegative(),
    description: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({ index: z.number().int().nonnegative(), problem: z.string().min(1).max(1_000) }),
]);

/** A description as Python printed it: checked against the schema only after Node has added what it knows itself. */
export type RawDescription = Record<string, unknown>;

/**
 * Reads the describers' report: one entry per file, in order; fewer when the program died. Only the first file of a
 * program gets its death as a problem: a later one may have had too little time or memory left and deserves its own.
 */
export function readReport(outcome: RunOutcome, fileCount: number): FileResult<RawDescription>[] {
  const results: FileResult<RawDescription>[] = [];
  let begun = -1;
  for (const text of outcome.stdout.split('\n')) {
    const line = lineSchema.safeParse(parseJson(text));
    if (!line.success) break;
    if ('begun' in line.data) {
      if (line.data.begun !== results.length) break;
      begun = line.data.begun;
    } else {
      if (line.data.index !== begun || begun !== results.length) break;
      results.push(
        'problem' in line.data ? { problem: visible(line.data.problem) } : { value: line.data.description },
      );
    }
  }
  if (results.length > 0) return results.slice(0, fileCount);
  const ranOut = outcome.status !== 'failed' && outcome.status !== 'finished';
  if (begun < 0 && !ranOut) {
    throw new CoderError(`The file describers did not run: ${outcome.reason ?? outcome.stderr.slice(-500)}`, {
      code: 'internal',
    });
  }
  return [{ problem: endings[outcome.status](outcome) }];
}

const endings = {
  finished: () => 'gave an unreadable description; it may be damaged, save it again in its own program',
  failed: (outcome) =>
    `made its reader crash (${outcome.reason ?? 'no reason given'}); it may be damaged, save it again in its own program`,
  'timed-out': () =>
    'takes longer to read than one run may last; give a smaller file or raise timeoutSeconds',
  'out-of-memory': () =>
    'needs more memory to be read than one run may use; give a smaller file or raise maxMemoryMiB',
  'output-too-large': () => 'has a description that is too large; give fewer files at once',
  'disk-full': () => 'needs more disk to be read than one run may use; give a smaller file',
} satisfies Record<RunOutcome['status'], (outcome: RunOutcome) => string>;

function visible(text: string): string {
  return text.replace(hiddenInLine, ' ').slice(0, 600);
}
