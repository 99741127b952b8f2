import { z } from 'zod';
import { issueSchema } from './issue.ts';
import type { ApprovalMode } from './policies.ts';

/** What makes a program worth a look; read from its text, so it tells what an honest program wants and never what a hostile one can do. */
export const riskKinds = [
  'finding',
  'writes-file',
  'overwrites-input',
  'deletes-file',
  'package',
  'long-run',
  'unverified',
] as const;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const callId = z.string().regex(/^[0-9a-f]{32}$/);
const instant = z.iso.datetime();

export const riskSchema = z.strictObject({
  kind: z.enum(riskKinds),
  detail: z.string().max(400),
  line: z.number().int().positive().optional(),
});

export type Risk = z.infer<typeof riskSchema>;

export const approvalRequestSchema = z.strictObject({
  callId: callId.describe('the audit id of the task that asks'),
  query: z.string(),
  generator: z.strictObject({
    kind: z.enum(['model', 'template', 'caller', 'none']),
    name: z.string(),
    understood: z.string().nullable(),
  }),
  code: z.string().describe('exactly this string runs when it is approved'),
  codeSha256: sha256,
  language: z.literal('shell').optional().describe('missing for Python'),
  verify: z.literal(false).optional().describe('nothing verifies the code before it runs'),
  describe: z.literal(false).optional().describe('the files are handed over as they are'),
  files: z
    .array(z.strictObject({ name: z.string(), sha256 }))
    .describe('what the program finds in its folder, members of archives included'),
  functions: z
    .strictObject({ library: sha256, names: z.array(z.string()) })
    .optional()
    .describe('the declared functions that the program may import, and the hash of their sources'),
  limits: z.strictObject({
    timeoutSeconds: z.number().positive(),
    memoryMiB: z.number().positive(),
    outputMiB: z.number().positive(),
    diskMiB: z.number().positive(),
  }),
  seed: z.number().int().nonnegative().nullable(),
  findings: z.array(issueSchema).describe('what verification left open or overrode'),
  risks: z.array(riskSchema),
  expiresAt: instant.describe('until then the request can be decided'),
  mac: sha256.describe('proves that this coder made the request and that nothing in it was changed'),
});

/** Everything a person needs to decide on one program; plain data that may travel and come back. */
export type ApprovalRequest = z.infer<typeof approvalRequestSchema>;

export const approvalGrantSchema = z.strictObject({
  callId,
  codeSha256: sha256,
  filesSha256: sha256.describe('over the names and hashes of all files of the request'),
  expiresAt: instant.describe('until then the program can be started'),
  mac: sha256,
});

/** The permission to run one program once, on the files it was asked for. Only a coder with the same key can make one. */
export type ApprovalGrant = z.infer<typeof approvalGrantSchema>;

const approver = z.string().min(1).max(200).optional().describe('who decided, for the audit record');
const maxCodeCharacters = 1024 * 1024;
const rejectSchema = z.strictObject({
  action: z.literal('reject'),
  reason: z.string().max(2_000),
  approver,
});
const editSchema = z.strictObject({
  action: z.literal('edit'),
  code: z.string().max(maxCodeCharacters),
  approver,
});

export const approvalDecisionSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('approve'), approver }),
  rejectSchema,
  editSchema,
]);

/** An answer to a request. Edited code is verified and asked about again; it never runs by having been edited. */
export type ApprovalDecision = z.infer<typeof approvalDecisionSchema>;

export const resumeDecisionSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('approve'), grant: approvalGrantSchema, approver }),
  rejectSchema,
  editSchema,
]);

/** The same answer when it comes later and from elsewhere: approving takes a grant. */
export type ResumeDecision = z.infer<typeof resumeDecisionSchema>;

/** Asks a person or a rule. The signal fires when the task is cancelled or the request expires; what it throws ends the task unexecuted. */
export type Approver = (
  request: ApprovalRequest,
  options: { signal: AbortSignal },
) => Promise<ApprovalDecision> | ApprovalDecision;

/** A mode; an approver that is asked about every program; or an approver that is asked as the mode, else the configuration, says. */
export type ApprovalPolicy = ApprovalMode | Approver | { policy?: ApprovalMode | undefined; ask: Approver };

export const approvalOutcomes = ['approved', 'edited', 'rejected', 'expired', 'unanswered'] as const;

/** One request and what became of it, as the result and the audit record keep it. */
export interface ApprovalRecord {
  /** The task that asked, which is an earlier one where the answer came later. */
  callId: string;
  codeSha256: string;
  risks: Risk[];
  outcome: (typeof approvalOutcomes)[number];
  reason: string | null;
  approver: string | null;
  decidedAt: string;
}
