import { z } from 'zod';
import { approvalOutcomes, riskSchema } from './approval.ts';
import { taskStatuses } from './code-task.ts';
import { isolationSchema } from './isolation.ts';
import { issueSchema } from './issue.ts';
import { changedLinesSchema, claimSchema } from './modification-record.ts';
import { callStatuses } from './python-functions.ts';
import { reviewRecordSchema } from './review-record.ts';
import { runStatuses } from './run-record.ts';

const count = z.number().int().nonnegative();
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

export const auditTextSchema = z.strictObject({
  sha256: sha256Schema,
  bytes: count,
  start: z.string().describe('the whole text when it is short; else its beginning, and all of it is a blob'),
  redacted: count.describe('secrets that were replaced before the text was hashed'),
});

/** Where a text stands: in the record itself, or in `blobs/` under its hash. */
export type AuditText = z.infer<typeof auditTextSchema>;

/** The first entries of a list, and all of them as one JSON text where there are more. */
function listed<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ count, items: z.array(item), all: auditTextSchema.nullable() });
}

export type AuditList<Item> = { count: number; items: Item[]; all: AuditText | null };

export const auditFileSchema = z.strictObject({
  name: z.string().describe('the name under which the program opened it'),
  use: z.enum(['input', 'member', 'unusable']).describe('members came out of an input'),
  originalPath: z.string().nullable(),
  bytes: count,
  sha256: z.union([sha256Schema, z.literal('')]),
});

export const auditArtifactSchema = z.strictObject({
  name: z.string(),
  mediaType: z.string(),
  bytes: count,
  sha256: sha256Schema,
  path: z.string(),
  fullOutput: z.literal(true).optional().describe('the whole standard output, which was cut'),
});

export const auditLimitsSchema = z.strictObject({
  timeoutSeconds: z.number().positive(),
  memoryMiB: z.number().positive(),
  outputMiB: z.number().positive(),
  diskMiB: z.number().positive(),
});

const runSchema = z.strictObject({
  status: z.enum(runStatuses),
  reason: z.string().nullable(),
  exitCode: z.number().int().nullable(),
  signal: z.string().nullable(),
  wallMs: z.number(),
  cpuMs: z.number().nullable(),
  peakMemoryMiB: z.number().nullable(),
  isolation: isolationSchema,
  removedInputs: listed(z.string())
    .optional()
    .describe('inputs that were gone afterwards; missing where none was'),
});

const roundSchema = z.strictObject({
  iteration: z.number().int().positive(),
  code: auditTextSchema,
  action: z.enum(['approved', 'modified', 'rejected', 'executed-partially']),
  stages: z.array(z.string()),
  author: z.literal('human').nullable().describe('null: the generator of the task'),
  issues: listed(issueSchema),
  review: reviewRecordSchema.optional().describe('missing in records of older versions'),
  changes: listed(z.string()),
  modification: z
    .strictObject({ claims: listed(claimSchema), lines: changedLinesSchema })
    .optional()
    .describe('missing where the code was not modified'),
  run: z.enum(runStatuses).nullable(),
  durationMs: z.number(),
});

const approvalSchema = z.strictObject({
  callId: z.string().describe('the task that asked, which is an earlier one where the answer came later'),
  codeSha256: sha256Schema,
  risks: listed(riskSchema),
  outcome: z.enum(approvalOutcomes),
  reason: z.string().nullable(),
  approver: z.string().nullable(),
  decidedAt: z.string(),
});

/** A call of a declared function, which no task surrounds. */
const callSchema = z.strictObject({
  function: z.string().describe('the declared name'),
  library: auditTextSchema.describe('JSON of every source and of what was declared'),
  arguments: auditTextSchema.describe('JSON as given; a bound secret is not among them'),
  result: auditTextSchema.nullable().describe('JSON as returned'),
  network: z.union([z.literal(true), z.array(z.string())]).nullable(),
  environment: z.array(z.string()).describe('names of the variables it was given'),
  attempts: z.array(
    z.strictObject({
      status: z.enum(callStatuses),
      exception: z.string().nullable(),
      wallMs: z.number(),
      pauseMs: z.number(),
    }),
  ),
});

export const auditRecordSchema = z.strictObject({
  auditId: z.string().regex(/^[0-9a-f]{32}$/),
  version: z.string().describe('of this package'),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  query: auditTextSchema,
  language: z.literal('shell').optional().describe('missing for Python'),
  verified: z.literal(false).optional().describe('nothing verified the code; missing where verification did'),
  described: z
    .literal(false)
    .optional()
    .describe('the files were handed over as they are, in their folders and not looked into'),
  contextSha256: sha256Schema.nullable(),
  files: listed(auditFileSchema),
  functions: z
    .strictObject({ library: sha256Schema, names: listed(z.string()), sources: auditTextSchema })
    .optional()
    .describe('what programs could import from `functions`; sources: JSON of their library'),
  limits: auditLimitsSchema,
  seed: count.nullable().describe('null when nothing was fixed'),
  python: z
    .strictObject({ version: z.string(), source: z.string(), packages: auditTextSchema })
    .nullable()
    .describe('packages: JSON of names and versions'),
  generator: z.strictObject({
    kind: z.enum(['model', 'template', 'caller', 'function', 'none']),
    name: z.string(),
    understood: z.string().nullable(),
  }),
  reused: z
    .strictObject({ auditId: z.string(), approvedAt: z.string() })
    .optional()
    .describe('the code is that of an earlier task'),
  call: callSchema.optional().describe('only where a declared function was called'),
  model: z.string().nullable(),
  usage: z.strictObject({ calls: count, inputTokens: count, outputTokens: count }),
  promptSha256: z.array(sha256Schema),
  rounds: z.array(roundSchema),
  approvals: z.array(approvalSchema),
  findings: listed(issueSchema),
  run: runSchema.nullable(),
  status: z
    .enum([...new Set([...taskStatuses, ...callStatuses, 'fault' as const])])
    .describe('`fault`: code ran, and then this host failed the task'),
  error: auditTextSchema.nullable(),
  output: auditTextSchema,
  stderr: auditTextSchema,
  artifacts: listed(auditArtifactSchema),
  warnings: listed(z.string()),
  timings: z.record(z.string(), z.number()),
});

/** What the audit log keeps of one task: enough to show it, to prove it and to run the same code on the same files again. */
export type AuditRecord = z.infer<typeof auditRecordSchema>;
export type AuditFile = z.infer<typeof auditFileSchema>;
