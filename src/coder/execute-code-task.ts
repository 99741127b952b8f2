import type { CodeTaskResult, VerificationRound } from '../contracts/code-task.ts';
import type { Issue } from '../contracts/issue.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { approvalPolicy } from './approval/approval-policy.ts';
import { seekApproval } from './approval/seek-approval.ts';
import type { CodeAuthor } from './author/code-author.ts';
import { chooseAuthor } from './choose-author.ts';
import type { CoderServices } from './coder-services.ts';
import { checkLastClaims } from './rounds/check-last-claims.ts';
import { hasOnlyMinor } from './rounds/has-only-minor.ts';
import { recordModification } from './rounds/record-modification.ts';
import { rejection } from './rounds/rejection.ts';
import { roundVerified } from './rounds/round-verified.ts';
import { verifyRound } from './rounds/verify-round.ts';
import { concludeRun, executeProgram } from './run/execute-program.ts';
import { executionIssue } from './run/execution-issue.ts';
import { prepareInputs } from './run/prepare-inputs.ts';
import type { Task } from './task/task.ts';
import { taskResult } from './task/task-result.ts';

/**
 * The main path: prepare files, generate code, then verify, approve, execute and modify within one budget of rounds.
 * Nothing runs that the last verification round did not approve; a failed run is an issue like any other.
 */
export async function executeCodeTask(coder: CoderServices, task: Task): Promise<CodeTaskResult> {
  const { request, state, events } = task;
  const policy = approvalPolicy(coder.config.approval.policy, request.approval);
  coder.warmUp();
  await using folder = await coder.openTaskFolder(request.id);
  await prepareInputs(coder, task, folder);
  const author = await chooseAuthor(coder, task);
  if ('problem' in author) return taskResult(task, 'no-generator', author.problem);
  await generate(task, author);
  const { modify: change } = author;

  const maxIterations = request.maxIterations ?? coder.config.maxIterations;
  let before: VerificationRound | null = null;
  for (;;) {
    const verified = await verifyRound(coder, task, { reviewer: author.reviewer, before });
    const open = verified.issues.filter((issue) => issue.overridden === undefined);
    const isLast = verified.iteration >= maxIterations || change === null;
    if (open.length === 0) verified.action = 'approved';
    else if (isLast && coder.config.allowPartialExecution && hasOnlyMinor(open))
      verified.action = 'executed-partially';
    events.emit(roundVerified(verified, before));

    let toFix = open;
    if (verified.action !== 'rejected') {
      state.findings = verified.issues;
      const candidate = { round: verified, before, origin: author.origin };
      const clearance = await seekApproval(coder, task, { policy, ...candidate });
      if ('result' in clearance) return clearance.result;
      const { round } = clearance;
      const outcome = await executeProgram(coder, task, { folder, ...clearance });
      toFix = outcome.status === 'finished' ? [] : [executionIssue(outcome)];
      checkLastClaims(events, clearance.before, { ...round, issues: toFix, looked: isOfRun });
      const isFinal = toFix.length === 0 || isLast || round.author === 'human';
      if (isFinal) return await concludeRun(coder, task, outcome);
      verified.issues.push(...toFix);
    } else if (isLast) {
      return taskResult(task, 'rejected', rejection(verified, open));
    }
    await modify(task, change, { round: verified, toFix });
    before = verified;
  }
}

async function generate({ state, events, clock }: Task, author: CodeAuthor): Promise<void> {
  throwIfCancelled(events.signal);
  const { generator, reused } = author;
  state.generator = generator;
  state.code = await clock.phase('generate', () => author.generate());
  state.reused = reused ?? null;
  const { name, understood } = generator;
  events.emit({
    type: 'code-generated',
    code: state.code,
    generator: name,
    understood,
    ...(reused && { reused }),
  });
}

async function modify(
  { state, events, clock }: Task,
  change: NonNullable<CodeAuthor['modify']>,
  { round, toFix }: { round: VerificationRound; toFix: Issue[] },
): Promise<void> {
  throwIfCancelled(events.signal);
  const modification = await clock.phase('modify', () => change(state.code, toFix));
  recordModification(round, toFix, modification);
  state.code = modification.code;
  events.emit({
    type: 'code-modified',
    iteration: round.iteration,
    changes: modification.changes,
    code: modification.code,
    ...(round.modification && { modification: round.modification }),
  });
}

function isOfRun(issue: Issue): boolean {
  return issue.source === 'execution';
}
