import { z } from 'zod';
import {
  type ApprovalGrant,
  type ApprovalRequest,
  type ResumeDecision,
  resumeDecisionSchema,
} from '../../contracts/approval.ts';
import type { CodeTaskResult } from '../../contracts/code-task.ts';
import type { ResumeOptions } from '../../contracts/python-coder.ts';
import { sha256 } from '../../text/sha256.ts';
import { humanAuthor } from '../author/human-author.ts';
import { checkLimits } from '../check-task.ts';
import type { CoderServices } from '../coder-services.ts';
import { rejection } from '../rounds/rejection.ts';
import { verifyRound } from '../rounds/verify-round.ts';
import { concludeRun, executeProgram } from '../run/execute-program.ts';
import { prepareInputs } from '../run/prepare-inputs.ts';
import type { TaskFolder } from '../run/task-folders.ts';
import { settleTask } from '../run-task.ts';
import { Task } from '../task.ts';
import { assessRisk } from './assess-risk.ts';
import { checkGrant, decidedAlready } from './check-grant.ts';
import { createRequest, requestFiles } from './create-request.ts';
import { alteredRequest, invalid, parseRequest } from './grant-approval.ts';
import { recordDecision, requireApproval } from './record-decision.ts';
import { denial } from './seek-approval.ts';
import { filesSha256, isGenuineRequest } from './sign-approval.ts';
import { verifyEdit } from './verify-edit.ts';

interface Resumption {
  request: ApprovalRequest;
  options: ResumeOptions;
}

/** See `Approvals.resume`. A new task with a record of its own, whose decision names the task that asked. */
export async function resumeTask(
  coder: CoderServices,
  asked: ApprovalRequest,
  { decision: answer, options }: { decision: ResumeDecision; options: ResumeOptions },
): Promise<CodeTaskResult> {
  const request = parseRequest(asked);
  const decision = parseDecision(answer);
  const { query, limits, seed } = request;
  const chosen = { ...options, limits, seed: seed ?? undefined };
  const task = new Task(query, chosen, checkLimits(coder.config, chosen));
  return settleTask(coder, task, {
    outputDir: options.outputDir,
    work: () => resume(coder, task, { request, options, decision }),
  });
}

async function resume(
  coder: CoderServices,
  task: Task,
  { decision, ...resumption }: Resumption & { decision: ResumeDecision },
): Promise<CodeTaskResult> {
  const { request } = resumption;
  if (!isGenuineRequest(coder.approvals, request)) return task.result('input-invalid', alteredRequest);
  task.generator = request.generator;
  task.code = request.code;
  if (decision.action === 'approve') return runGranted(coder, task, { ...resumption, ...decision });
  if (coder.approvals.decisions.isDecided(request)) return task.result('input-invalid', decidedAlready);
  const { action, approver } = decision;
  if (coder.approvals.now() >= Date.parse(request.expiresAt)) {
    await recordDecision(coder, task, { request, outcome: 'expired', approver });
    return task.result(
      'expired',
      `The approval request expired at ${request.expiresAt}. Run the task again.`,
    );
  }
  if (action === 'edit') return askAnew(coder, task, { ...resumption, ...decision });
  const { reason } = decision;
  if (!(await recordDecision(coder, task, { request, outcome: 'rejected', reason, approver })))
    return task.result('input-invalid', decidedAlready);
  return task.result('denied', denial(reason));
}

async function runGranted(
  coder: CoderServices,
  task: Task,
  { request, options, grant, approver }: Resumption & { grant: ApprovalGrant; approver?: string | undefined },
): Promise<CodeTaskResult> {
  const early = checkGrant({ grant, request }, coder.approvals);
  if (early.status === 'refused') return task.result('input-invalid', early.problem);
  if (early.status === 'expired') {
    await recordDecision(coder, task, { request, outcome: 'expired', approver });
    return task.result('expired', early.problem);
  }
  await using folder = await coder.openTaskFolder(task.id);
  await sameInputs(coder, task, { request, options, folder });
  const verified = await verifyRound(coder, task, humanAuthor(request.generator, request.code));
  task.rounds.push(verified);
  task.findings = verified.issues;
  if (
    sha256(task.code) !== request.codeSha256 ||
    !verified.issues.every(({ severity }) => severity === 'minor')
  )
    return task.result('rejected', rejection(verified, verified.issues));
  verified.action = 'approved';
  // Asked once more, as describing the files took time. Of all who use the grant now, the one whose decision is recorded goes on.
  const verdict = checkGrant({ grant, request }, coder.approvals);
  if (verdict.status !== 'valid')
    return task.result(verdict.status === 'expired' ? 'expired' : 'input-invalid', verdict.problem);
  if (!(await recordDecision(coder, task, { request, outcome: 'approved', approver })))
    return task.result('input-invalid', decidedAlready);
  const outcome = await executeProgram(coder, task, { folder, round: verified, origin: 'untrusted' });
  return await concludeRun(coder, task, { outcome, outputDir: options.outputDir });
}

/** Edited code is verified and needs an approval of its own. */
async function askAnew(
  coder: CoderServices,
  task: Task,
  { request, options, code, approver }: Resumption & { code: string; approver?: string | undefined },
): Promise<CodeTaskResult> {
  await using folder = await coder.openTaskFolder(task.id);
  await sameInputs(coder, task, { request, options, folder });
  if (!(await recordDecision(coder, task, { request, outcome: 'edited', approver })))
    return task.result('input-invalid', decidedAlready);
  const round = await verifyEdit(coder, task, code);
  if (round.action === 'rejected') return task.result('rejected', rejection(round, round.issues));
  const risks = await assessRisk(coder, task, round.issues);
  const next = await createRequest(coder, task, { callId: request.callId, findings: round.issues, risks });
  return requireApproval(coder, task, next);
}

/** Throws `input-invalid` unless the program will find exactly what it was asked for. */
async function sameInputs(
  coder: CoderServices,
  task: Task,
  { request, options, folder }: Resumption & { folder: TaskFolder },
): Promise<void> {
  await task.phase('prepare', () => prepareInputs(coder, task, { folder, options }));
  const found = requestFiles(task.files);
  if (filesSha256(found) === filesSha256(request.files)) return;
  const other = [...request.files, ...found].find(
    ({ name }) => hashOf(request.files, name) !== hashOf(found, name),
  );
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
