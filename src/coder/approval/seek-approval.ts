import type { Approver, Risk } from '../../contracts/approval.ts';
import type { CodeTaskResult, VerificationRound } from '../../contracts/code-task.ts';
import type { CodeOrigin } from '../../contracts/runtime.ts';
import type { CoderServices } from '../coder-services.ts';
import { rejection } from '../rounds/rejection.ts';
import type { Task } from '../task/task.ts';
import { taskResult } from '../task/task-result.ts';
import type { Policy } from './approval-policy.ts';
import { askApprover } from './ask-approver.ts';
import { assessRisk } from './assess-risk.ts';
import { decidedAlready } from './check-grant.ts';
import { createRequest } from './create-request.ts';
import { recordDecision, requireApproval } from './record-decision.ts';
import { verifyEdit } from './verify-edit.ts';

const maxEdits = 20;
const outcomes = { approve: 'approved', reject: 'rejected', edit: 'edited' } as const;

/** A round whose code verification lets run, and as whose code. */
interface Candidate {
  round: VerificationRound;
  before: VerificationRound | null;
  origin: CodeOrigin;
}

/** What may run now; or the end of the task without running it. */
export type Clearance = Candidate | { result: CodeTaskResult };

/** Stands between the last verification and the run: what the policy asks about runs only after an approval of exactly this code. */
export async function seekApproval(
  coder: CoderServices,
  task: Task,
  { policy, ...candidate }: Candidate & { policy: Policy },
): Promise<Clearance> {
  if (policy.mode === 'never') return candidate;
  const risks = await assessRisk(coder, task, candidate.round.issues);
  if (policy.mode === 'when-risky' && risks.length === 0) return candidate;
  const clearance =
    policy.ask === null
      ? { result: requireApproval(coder, task, await newRequest(coder, task, { ...candidate, risks })) }
      : await decide(coder, task, { ...candidate, risks, ask: policy.ask });
  const { round } = candidate;
  if ('result' in clearance && round.action === 'executed-partially') round.action = 'rejected';
  return clearance;
}

interface Question extends Candidate {
  risks: Risk[];
  ask: Approver;
}

/** Asks until the program is approved as it stands, is refused, or was edited too often. */
async function decide(coder: CoderServices, task: Task, question: Question): Promise<Clearance> {
  const { round, before, origin, ask } = question;
  const request = await newRequest(coder, task, question);
  task.events.emit({ type: 'approval-asked', request });
  const decision = await askApprover(ask, request, {
    signal: task.events.signal,
    timeToLiveMs: coder.config.approval.timeToLiveSeconds * 1000,
    now: coder.approvals.now,
  });
  if (decision === 'expired') {
    await recordDecision(coder, task, { request, outcome: 'expired' });
    return {
      result: taskResult(
        task,
        'expired',
        `Nobody approved the program before ${request.expiresAt}, so it was not run. Ask again.`,
      ),
    };
  }
  const decided = { request, outcome: outcomes[decision.action], ...decision };
  if (!(await recordDecision(coder, task, decided)))
    return { result: taskResult(task, 'input-invalid', decidedAlready) };
  if (decision.action === 'reject') return { result: taskResult(task, 'denied', denial(decision.reason)) };
  if (decision.action === 'approve') {
    if (round.action !== 'rejected') return { round, before, origin };
    return { result: taskResult(task, 'rejected', rejection(round, round.issues)) };
  }
  const edited = await verifyEdit(coder, task, { code: decision.code, before: round });
  if (task.state.approvals.length >= maxEdits) {
    return {
      result: taskResult(
        task,
        'denied',
        `The program was edited ${maxEdits} times without being approved, so it was not run.`,
      ),
    };
  }
  const risks = await assessRisk(coder, task, edited.issues);
  return decide(coder, task, { ask, risks, round: edited, before: round, origin: 'untrusted' });
}

function newRequest(coder: CoderServices, task: Task, { round, risks }: Pick<Question, 'round' | 'risks'>) {
  return createRequest(coder, task, { callId: task.request.id, findings: round.issues, risks });
}

/** What a person who said no is quoted with. */
export function denial(reason: string): string {
  const why = reason.trim();
  return why === '' ? 'The program was not approved.' : `The program was not approved: ${why}`;
}
