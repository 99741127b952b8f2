import { z } from 'zod';
import {
  type ApprovalGrant,
  type ApprovalRequest,
  type ResumeDecision,
  resumeDecisionSchema,
} from '../../contracts/approval.ts';
import type { CodeTaskResult } from '../../contracts/code-task.ts';
import type { ResumeOptions } from '../../contracts/python-coder.ts';
import type { TaskFolder } from '../../workspace/task-folders.ts';
import type { CoderServices } from '../coder-services.ts';
import { withAuditRecord } from '../record/with-audit-record.ts';
import { rejection } from '../rounds/rejection.ts';
import { verifyOnce } from '../rounds/verify-once.ts';
import { runOnce } from '../run/execute-program.ts';
import { prepareInputs } from '../run/prepare-inputs.ts';
import { openTask, type Task } from '../task/task.ts';
import { taskResult } from '../task/task-result.ts';
import { assessRisk } from './assess-risk.ts';
import { checkGrant, decidedAlready } from './check-grant.ts';
import { createRequest, requestFiles } from './create-request.ts';
import { alteredRequest, invalid, parseRequest } from './grant-approval.ts';
import { recordDecision, requireApproval } from './record-decision.ts';
import { denial } from './seek-approval.ts';
import { filesSha256, isGenuineRequest } from './sign-approval.ts';
import { verifyEdit } from './verify-edit.ts';

/** See `Approvals.resume`. A new task with a record of its own, whose decision names the task that asked. */
export async function resumeTask(
  coder: CoderServices,
  asked: ApprovalRequest,
  { decision: answer, options }: { decision: ResumeDecision; options: ResumeOptions },
): Promise<CodeTaskResult> {
  const request = parseRequest(asked);
  const decision = parseDecision(answer);
  const { query, limits, seed, language, verify, describe } = request;
  const asAsked = { limits, seed: seed ?? undefined, language, verify, describe };
  const task = openTask(coder.config, query, { ...options, ...asAsked });
  const { result } = await withAuditRecord(coder, task, () => resume(coder, task, { request, decision }));
  return result;
}

async function resume(
  coder: CoderServices,
  task: Task,
  { request, decision }: { request: ApprovalRequest; decision: ResumeDecision },
): Promise<CodeTaskResult> {
  if (!isGenuineRequest(coder.approvals, request)) return taskResult(task, 'input-invalid', alteredRequest);
  task.state.generator = request.generator;
  task.state.code = request.code;
  if (decision.action === 'approve') return runGranted(coder, task, { request, ...decision });
  if (coder.approvals.decisions.isDecided(request)) return taskResult(task, 'input-invalid', decidedAlready);
  const { action, approver } = decision;
  if (coder.approvals.now() >= Date.parse(request.expiresAt)) {
    await recordDecision(coder, task, { request, outcome: 'expired', approver });
    return taskResult(
      task,
      'expired',
      `The approval request expired at ${request.expiresAt}. Run the task again.`,
    );
  }
  if (action === 'edit') return askAnew(coder, task, { request, ...decision });
  const { reason } = decision;
  if (!(await recordDecision(coder, task, { request, outcome: 'rejected', reason, approver })))
    return taskResult(task, 'input-invalid', decidedAlready);
  return taskResult(task, 'denied', denial(reason));
}

interface Granted {
  request: ApprovalRequest;
  grant: ApprovalGrant;
  approver?: string | undefined;
}

async function runGranted(
  coder: CoderServices,
  task: Task,
  { request, grant, approver }: Granted,
): Promise<CodeTaskResult> {
  const early = checkGrant({ grant, request }, coder.approvals);
  if (early.status === 'refused') return taskResult(task, 'input-invalid', early.problem);
  if (early.status === 'expired') {
    await recordDecision(coder, task, { request, outcome: 'expired', approver });
    return taskResult(task, 'expired', early.problem);
  }
  await using folder = await coder.openTaskFolder(task.request.id);
  await sameInputs(coder, task, { request, folder });
  const round = await verifyOnce(coder, task, null);
  if (round.codeSha256 !== request.codeSha256) round.action = 'rejected';
  if (round.action === 'rejected') return taskResult(task, 'rejected', rejection(round, round.issues));
  // Asked once more, as describing the files took time. Of all who use the grant now, the one whose decision is recorded goes on.
  const verdict = checkGrant({ grant, request }, coder.approvals);
  if (verdict.status !== 'valid')
    return taskResult(task, verdict.status === 'expired' ? 'expired' : 'input-invalid', verdict.problem);
  if (!(await recordDecision(coder, task, { request, outcome: 'approved', approver })))
    return taskResult(task, 'input-invalid', decidedAlready);
  return await runOnce(coder, task, { folder, round, origin: 'untrusted' });
}

/** Edited code is verified and needs an approval of its own. */
async function askAnew(
  coder: CoderServices,
  task: Task,
  { request, code, approver }: { request: ApprovalRequest; code: string; approver?: string | undefined },
): Promise<CodeTaskResult> {
  await using folder = await coder.openTaskFolder(task.request.id);
  await sameInputs(coder, task, { request, folder });
  if (!(await recordDecision(coder, task, { request, outcome: 'edited', approver })))
    return taskResult(task, 'input-invalid', decidedAlready);
  const round = await verifyEdit(coder, task, { code, before: null });
  if (round.action === 'rejected') return taskResult(task, 'rejected', rejection(round, round.issues));
  const risks = await assessRisk(coder, task, round.issues);
  const next = await createRequest(coder, task, { callId: request.callId, findings: round.issues, risks });
  return requireApproval(coder, task, next);
}

/** Throws `input-invalid` unless the program will find exactly what it was asked for. */
async function sameInputs(
  coder: CoderServices,
  task: Task,
  { request, folder }: { request: ApprovalRequest; folder: TaskFolder },
): Promise<void> {
  await prepareInputs(coder, task, folder);
  if (task.state.library?.id !== request.functions?.library) {
    throw invalid(
      'The functions are not those of the request, so nothing was run. Give the same functions, or run the task again.',
    );
  }
  const { files: asked } = request;
  const found = requestFiles(task.state.files);
  if (filesSha256(found) === filesSha256(asked)) return;
  const other = [...asked, ...found].find(({ name }) => hashOf(asked, name) !== hashOf(found, name));
  throw invalid(
    `The files are not those of the request, for example "${other?.name}", so nothing was run. Give the same files, or run the task again.`,
  );
}

function hashOf(files: ApprovalRequest['files'], name: string): string | undefined {
  return files.find((file) => file.name === name)?.sha256;
}

function parseDecision(decision: unknown): ResumeDecision {
  const parsed = resumeDecisionSchema.safeParse(decision);
  if (parsed.success) return parsed.data;
  throw invalid(
    `The decision must approve with a grant, reject or edit; nothing was run:\n${z.prettifyError(parsed.error)}`,
  );
}
