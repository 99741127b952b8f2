import { z } from 'zod';
import { type ApprovalGrant, type ApprovalRequest, approvalRequestSchema } from '../../contracts/approval.ts';
import { CoderError } from '../../errors/coder-error.ts';
import type { CoderServices } from '../coder-services.ts';
import { decidedAlready } from './check-grant.ts';
import { isGenuineRequest, signGrant } from './sign-approval.ts';

/** See `Approvals.grant`. */
export function grantApproval({ approvals, config }: CoderServices, request: ApprovalRequest): ApprovalGrant {
  const asked = parseRequest(request);
  if (!isGenuineRequest(approvals, asked)) throw invalid(alteredRequest);
  if (approvals.now() >= Date.parse(asked.expiresAt))
    throw invalid(`The approval request expired at ${asked.expiresAt}: run the task again to get a new one.`);
  if (approvals.decisions.isDecided(asked)) throw invalid(decidedAlready);
  const expiresAt = approvals.now() + config.approval.timeToLiveSeconds * 1000;
  return signGrant(approvals, asked, new Date(expiresAt).toISOString());
}

export const alteredRequest =
  'The approval request was changed after it was made, or was made with another key or beside another audit log (for requests that outlive a process, set the variable that approval.keyEnv names and keep auditDir the same): run the task again to get a new one.';

/** Requests come back from outside, so their form is checked. */
export function parseRequest(request: unknown): ApprovalRequest {
  const parsed = approvalRequestSchema.safeParse(request);
  if (parsed.success) return parsed.data;
  throw invalid(
    `The approval request is malformed; send it back as it came:\n${z.prettifyError(parsed.error)}`,
  );
}

export function invalid(message: string): CoderError {
  return new CoderError(message, { code: 'input-invalid' });
}
