import { z } from 'zod';
import type { RunStatus } from '../contracts/run-record.ts';
import type { RunOutcome } from '../contracts/runtime.ts';
import type {
  RenderFailure,
  Rendering,
  TemplateFault,
  TemplateReport,
} from '../contracts/template-rendering.ts';
import { cleanText } from '../text/clean-text.ts';
import { parseJson } from '../text/parse-json.ts';

const mostErrors = 100;
const mostNames = 1_000;

const place = z.number().int().positive().nullable();
const faultSchema = z.object({
  message: z.string().transform((text) => cleanText(text, 2_000)),
  line: place,
  column: place,
});
const names = z.array(
  z
    .string()
    .max(300_000)
    .transform((name) => cleanText(name, 200)),
);

const renderingSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('rendered'), text: z.string() }),
  z.object({
    status: z.enum(['failed', 'timed-out', 'out-of-memory', 'output-too-large']),
    fault: faultSchema,
  }),
]);

const examinedSchema = z.object({
  errors: z
    .array(z.unknown())
    .transform((found) => found.slice(0, mostErrors))
    .pipe(z.array(faultSchema)),
  variables: names.transform((found) => found.slice(0, mostNames)),
  filters: names,
});

/** How a process that was ended from outside counts. */
const failures: Record<RunStatus, RenderFailure> = {
  finished: 'failed',
  failed: 'failed',
  'timed-out': 'timed-out',
  'out-of-memory': 'out-of-memory',
  'output-too-large': 'output-too-large',
  'disk-full': 'output-too-large',
};

/** The kernel's word on the process first, then what it says itself, which is as untrusted as the template. */
export function readRendering(run: RunOutcome): Rendering {
  const said = renderingSchema.safeParse(saidBy(run));
  return said.success ? said.data : { status: failures[run.status], fault: faultOf(run) };
}

/** The same of a template that was looked at; where no report came of it, what ended the process is what is wrong. */
export function readReport(run: RunOutcome): TemplateReport {
  const said = examinedSchema.safeParse(saidBy(run));
  if (!said.success) return { valid: false, errors: [faultOf(run)], variables: [], filters: [] };
  return { valid: said.data.errors.length === 0, ...said.data };
}

function saidBy({ status, answer }: RunOutcome): unknown {
  return status === 'finished' ? parseJson(answer?.text ?? '') : null;
}

function faultOf({ reason, exception }: RunOutcome): TemplateFault {
  const why = exception ? ` (${exception.type}: ${exception.message})` : '';
  const message = cleanText(`${reason ?? 'The process of the template gave no answer.'}${why}`, 2_000);
  return { message, line: null, column: null };
}
