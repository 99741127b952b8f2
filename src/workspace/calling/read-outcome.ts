import { z } from 'zod';
import type { CallStatus, ValueProblem } from '../../contracts/python-functions.ts';
import type { OutputFile, RunOutcome } from '../../contracts/runtime.ts';
import { cleanText } from '../../text/clean-text.ts';
import { parseJson } from '../../text/parse-json.ts';
import { answerPlace, ownFolder } from './call-program.ts';

const maxText = 4_000;
const maxTraceback = 16_000;
const maxProblems = 50;

const shortText = z.string().transform((text) => cleanText(text, maxText));
const problemSchema = z.object({ path: shortText, message: shortText, expected: shortText.nullable() });
const problems = z
  .array(z.unknown())
  .transform((found) => found.slice(0, maxProblems))
  .pipe(z.array(problemSchema));

const milliseconds = z.number().nonnegative();
const profileSchema = z.object({
  inside: z.object({ argumentsMs: milliseconds, functionMs: milliseconds, resultMs: milliseconds }),
  lines: z
    .array(
      z.object({
        file: shortText,
        line: z.number().int().positive(),
        source: shortText,
        milliseconds,
        hits: z.number().int().positive(),
      }),
    )
    .max(50),
});

/** Where the time of one call went, as the process itself measured it. */
export type InsideProfile = z.infer<typeof profileSchema>;

/** Threads that were left at work, and paths of whole numbers that are given as text. */
const remarks = {
  threads: z.number().int().nonnegative().default(0),
  bigIntegers: z.array(shortText).max(10_000).default([]),
};

const saidSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('returned'),
    result: z.unknown(),
    profile: profileSchema.optional(),
    ...remarks,
  }),
  z.object({ status: z.literal('arguments-invalid'), problems }),
  z.object({ status: z.literal('result-invalid'), problems }),
  z.object({
    status: z.literal('raised'),
    type: shortText,
    types: z.array(z.string().max(200)).max(100),
    message: shortText,
    traceback: z.string().transform((text) => cleanText(text, maxTraceback)),
  }),
]);

/** What one attempt came to: the kernel's word on its process first, then the caller's own. */
export interface Outcome {
  status: CallStatus;
  result: unknown;
  problems: ValueProblem[];
  raised: { type: string; types: string[]; message: string; traceback: string } | null;
  /** Why it did not succeed, for people; null when it did. */
  reason: string | null;
  /** What stands beside the result, for people. */
  notes: string[];
  /** Present where the call was to be measured and succeeded. */
  profile?: InsideProfile | undefined;
}

/** Reads what the caller wrote, which is as untrusted as the function; `files` are then those that the function wrote. */
export function readOutcome(run: RunOutcome): { outcome: Outcome; files: OutputFile[] } {
  const files = run.files.filter(({ name }) => !name.startsWith(`${ownFolder}/`));
  return { outcome: judge(run), files };
}

function judge(run: RunOutcome): Outcome {
  const nothing = { result: null, problems: [], raised: null, notes: [] };
  const { answer } = run;
  if (answer !== null && answer.text === null)
    return { ...nothing, status: 'output-too-large', reason: tooLarge(answer.bytes) };
  const said = saidSchema.safeParse(parseJson(answer?.text ?? '')).data;
  if (run.status === 'finished' && said !== undefined && said.status !== 'raised') {
    if (said.status === 'returned') {
      const { result, profile } = said;
      return { ...nothing, status: 'succeeded', result, reason: null, notes: notesOn(said), profile };
    }
    return { ...nothing, status: said.status, problems: said.problems, reason: null };
  }
  const raised = said?.status === 'raised' ? said : null;
  const reason = run.reason ?? 'The function ended its process before it returned.';
  return { ...nothing, status: run.status === 'finished' ? 'failed' : run.status, raised, reason };
}

function notesOn({ threads, bigIntegers }: { threads: number; bigIntegers: string[] }): string[] {
  const ended = `The function left ${threads} ${threads === 1 ? 'thread' : 'threads'} at work, which ended with the call.`;
  const shown = bigIntegers.slice(0, 5).map((place) => (place === '' ? 'The result' : place));
  const more = bigIntegers.length > shown.length ? ` and ${bigIntegers.length - shown.length} more` : '';
  const asText = `${shown.join(', ')}${more}: whole numbers beyond 2^53, given as text so that no digit is lost.`;
  return [...(threads > 0 ? [ended] : []), ...(bigIntegers.length > 0 ? [asText] : [])];
}

function tooLarge(bytes: number): string {
  return `The result has ${Math.ceil(bytes / 2 ** 20)} MiB, and ${answerPlace.maxBytes / 2 ** 20} are allowed: write a file and return its name.`;
}
