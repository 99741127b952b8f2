import { z } from 'zod';
import { approvalOutcomes, approvalRequestSchema, riskSchema } from '../contracts/approval.ts';
import { fileDescriptionSchema } from '../contracts/file-description.ts';
import { issueSchema } from '../contracts/issue.ts';
import { changedLinesSchema, claimSchema } from '../contracts/modification-record.ts';
import { reviewRecordSchema } from '../contracts/review-record.ts';
import { artifactSchema, servedResultSchema } from '../contracts/service/task-view.ts';

const phase = z.enum(['prepare', 'generate', 'verify', 'review', 'modify', 'execute', 'collect']);
const iteration = z.int().nonnegative();
const claims = z.array(claimSchema);

/** The wire form of `ServedEvent`: the name of the server-sent event is `type`, and this is its data. */
export const servedEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('phase-started'), phase, iteration }),
  z.object({ type: z.literal('phase-finished'), phase, iteration, durationMs: z.number() }),
  z.object({ type: z.literal('setup-progress'), message: z.string() }),
  z.object({ type: z.literal('file-described'), file: fileDescriptionSchema }),
  z.object({
    type: z.literal('code-generated'),
    code: z.string(),
    generator: z.string(),
    understood: z.string().nullable(),
    reused: z.object({ auditId: z.string(), approvedAt: z.string() }).optional(),
  }),
  z.object({
    type: z.literal('round-verified'),
    iteration,
    approved: z.boolean(),
    issues: z.array(issueSchema),
    review: reviewRecordSchema.optional(),
    claims: claims.optional(),
  }),
  z.object({
    type: z.literal('code-modified'),
    iteration,
    changes: z.array(z.string()),
    code: z.string(),
    modification: z.object({ claims, lines: changedLinesSchema }).optional(),
  }),
  z.object({ type: z.literal('approval-asked'), request: approvalRequestSchema }),
  z.object({
    type: z.literal('approval-decided'),
    decision: z.object({
      callId: z.string(),
      codeSha256: z.string(),
      risks: z.array(riskSchema),
      outcome: z.enum(approvalOutcomes),
      reason: z.string().nullable(),
      approver: z.string().nullable(),
      decidedAt: z.string(),
    }),
  }),
  z.object({ type: z.literal('output'), stream: z.enum(['stdout', 'stderr']), text: z.string() }),
  z.object({ type: z.literal('artifact-collected'), artifact: artifactSchema }),
  z.object({ type: z.literal('warning'), message: z.string() }),
  z.object({ type: z.literal('finished'), result: servedResultSchema }),
]);
