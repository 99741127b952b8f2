import type { ApprovalRecord, ApprovalRequest } from '../../contracts/approval.ts';
import type { CodeTaskResult } from '../../contracts/code-task.ts';
import type { Coder } from '../coder.ts';
import type { Task } from '../task.ts';

interface Decided {
  outcome: ApprovalRecord['outcome'];
  reason?: string | undefined;
  approver?: string | undefined;
}

/** Keeps what became of a request for the result and the audit record, and tells the observer. From now on the request is decided. */
export function recordDecision(
  coder: Coder,
  task: Task,
  { request, outcome, reason, approver }: Decided & { request: ApprovalRequest },
): void {
  const { callId, codeSha256, risks } = request;
  const decision: ApprovalRecord = {
    callId,
    codeSha256,
    risks,
    outcome,
    reason: reason ?? null,
    approver: approver ?? null,
    decidedAt: new Date(coder.approvals.now()).toISOString(),
  };
  if (outcome !== 'unanswered') close(coder, request);
  task.approvals.push(decision);
  task.emit({ type: 'approval-decided', decision });
}

function close({ approvals, config }: Coder, { mac, expiresAt }: ApprovalRequest): void {
  const { decided } = approvals;
  for (const [other, until] of decided) if (until <= approvals.now()) decided.delete(other);
  decided.set(mac, Date.parse(expiresAt) + config.approval.timeToLiveSeconds * 1000);
}

/** Ends a task whose program has to wait for a decision from elsewhere. */
export function requireApproval(coder: Coder, task: Task, request: ApprovalRequest): CodeTaskResult {
  task.emit({ type: 'approval-asked', request });
  recordDecision(coder, task, { request, outcome: 'unanswered' });
  task.approvalRequest = request;
  const why = request.risks.map(({ detail }) => detail).join('; ') || 'every program has to be approved';
  return task.result(
    'approval-required',
    `The program was not run: it needs an approval until ${request.expiresAt} (${why}), and there is nobody to ask.`,
  );
}
