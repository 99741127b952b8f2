import { readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import type { CallStatus, ValueProblem } from '../../contracts/python-functions.ts';
import type { OutputFile, RunOutcome } from '../../contracts/runtime.ts';
import { cleanText } from '../../text/clean-text.ts';
import { parseJson } from '../../text/parse-json.ts';

/** Where the caller inside the sandbox keeps what it says, below the working folder. */
export const ownFolder = '.python-coder';
const resultFile = `${ownFolder}/result.json`;

/** A larger result belongs into a file. */
const maxResultBytes = 16 * 2 ** 20;
const maxText = 4_000;
const maxTraceback = 16_000;
const maxProblems = 50;

const shortText = z.string().transform((text) => cleanText(text, maxText));
const problemSchema = z.object({ path: shortText, message: shortText, expected: shortText.nullable() });
const problems = z
  .array(z.unknown())
  .transform((found) => z.array(problemSchema).parse(found.slice(0, maxProblems)));

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

const saidSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('returned'), result: z.unknown(), profile: profileSchema.optional() }),
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
  /** Present where the call was to be measured and succeeded. */
  profile?: InsideProfile | undefined;
}

/** Reads what the caller wrote, which is as untrusted as the function; `files` are then those that the function wrote. */
export function readOutcome(run: RunOutcome): { outcome: Outcome; files: OutputFile[] } {
  const own = run.files.filter(({ name }) => name.startsWith(`${ownFolder}/`));
  const files = run.files.filter((file) => !own.includes(file));
  const written = own.find(({ name }) => name === resultFile);
  const outcome = judge(run, written);
  for (const { path } of own) rmSync(path, { force: true });
  return { outcome, files };
}

function judge(run: RunOutcome, written: OutputFile | undefined): Outcome {
  const nothing = { result: null, problems: [], raised: null };
  if (written !== undefined && written.bytes > maxResultBytes)
    return { ...nothing, status: 'output-too-large', reason: tooLarge(written.bytes) };
  const said = written && saidSchema.safeParse(parseJson(readFileSync(written.path, 'utf8'))).data;
  if (run.status === 'finished' && said !== undefined && said.status !== 'raised') {
    if (said.status === 'returned')
      return { ...nothing, status: 'succeeded', result: said.result, reason: null, profile: said.profile };
    return { ...nothing, status: said.status, problems: said.problems, reason: null };
  }
  const raised = said?.status === 'raised' ? said : null;
  const reason = run.reason ?? 'The function ended its process before it returned.';
  return { ...nothing, status: run.status === 'finished' ? 'failed' : run.status, raised, reason };
}

function tooLarge(bytes: number): string {
  return `The result has ${Math.ceil(bytes / 2 ** 20)} MiB, and ${maxResultBytes / 2 ** 20} are allowed: write a file and return its name.`;
}
