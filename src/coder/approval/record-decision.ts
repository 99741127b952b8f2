import type { ApprovalRecord, ApprovalRequest } from '../../contracts/approval.ts';
import type { CodeTaskResult } from '../../contracts/code-task.ts';
import type { CoderServices } from '../coder-services.ts';
import type { Task } from '../task/task.ts';
import { taskResult } from '../task/task-result.ts';

interface Decided {
  outcome: ApprovalRecord['outcome'];
  reason?: string | undefined;
  approver?: string | undefined;
}

/**
 * Decides a request, and keeps what became of it for the result and the audit record and tells the observer. False, and nothing
 * is kept, when it was decided before, by whatever process.
 */
export async function recordDecision(
  { approvals }: CoderServices,
  task: Task,
  { request, ...decided }: Decided & { request: ApprovalRequest },
): Promise<boolean> {
  const decidesNow = await approvals.decisions.decide(request, approvals.now());
  if (decidesNow) keep(task, { request, ...decided, at: approvals.now() });
  return decidesNow;
}

function keep(
  { state, events }: Task,
  { request, outcome, reason, approver, at }: Decided & { request: ApprovalRequest; at: number },
): void {
  const { callId, codeSha256, risks } = request;
  const decision: ApprovalRecord = {
    callId,
    codeSha256,
    risks,
    outcome,
    reason: reason ?? null,
    approver: approver ?? null,
    decidedAt: new Date(at).toISOString(),
  };
  state.approvals.push(decision);
  events.emit({ type: 'approval-decided', decision });
}

/** Ends a task whose program has to wait for a decision from elsewhere. */
export function requireApproval(
  { approvals }: CoderServices,
  task: Task,
  request: ApprovalRequest,
): CodeTaskResult {
  task.events.emit({ type: 'approval-asked', request });
  keep(task, { request, outcome: 'unanswered', at: approvals.now() });
  task.state.approvalRequest = request;
  const why = request.risks.map(({ detail }) => detail).join('; ') || 'every program has to be approved';
  return taskResult(
    task,
    'approval-required',
    `The program was not run: it needs an approval until ${request.expiresAt} (${why}), and there is nobody to ask.`,
  );
}
