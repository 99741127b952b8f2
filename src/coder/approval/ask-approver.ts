import { z } from 'zod';
import {
  type ApprovalDecision,
  type ApprovalRequest,
  type Approver,
  approvalDecisionSchema,
} from '../../contracts/approval.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';

interface Waiting {
  signal: AbortSignal;
  timeToLiveMs: number;
  now(): number;
}

/** The approver's answer, or `expired` when it came too late or not at all; what is no answer throws `input-invalid`. */
export async function askApprover(
  ask: Approver,
  request: ApprovalRequest,
  { signal, timeToLiveMs, now }: Waiting,
): Promise<ApprovalDecision | 'expired'> {
  throwIfCancelled(signal);
  const expiry = new AbortController();
  const timer = setTimeout(() => expiry.abort(), timeToLiveMs);
  const stop = AbortSignal.any([signal, expiry.signal]);
  const stopped = new Promise<null>((resolve) => {
    stop.addEventListener('abort', () => resolve(null), { once: true });
  });
  try {
    const answer = await Promise.race([ask(structuredClone(request), { signal: stop }), stopped]);
    throwIfCancelled(signal);
    if (stop.aborted || now() >= Date.parse(request.expiresAt)) return 'expired';
    return decisionOf(answer);
  } catch (error) {
    throwIfCancelled(signal);
    if (stop.aborted) return 'expired';
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function decisionOf(answer: unknown): ApprovalDecision {
  const decision = approvalDecisionSchema.safeParse(answer);
  if (decision.success) return decision.data;
  throw new CoderError(
    `The approver's answer is no decision, so nothing runs; it must approve, reject or edit:\n${z.prettifyError(decision.error)}`,
    { code: 'input-invalid', cause: decision.error },
  );
}
