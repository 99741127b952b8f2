import type { CodeTaskOptions, CodeTaskResult, VerificationRound } from '../contracts/code-task.ts';
import type { Issue } from '../contracts/issue.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { approvalPolicy } from './approval/approval-policy.ts';
import { seekApproval } from './approval/seek-approval.ts';
import { type CodeAuthor, chooseAuthor } from './author/code-author.ts';
import type { CoderServices } from './coder-services.ts';
import { checkLastClaims, recordModification } from './rounds/record-modification.ts';
import { rejection } from './rounds/rejection.ts';
import { roundVerified } from './rounds/round-verified.ts';
import { verifyRound } from './rounds/verify-round.ts';
import { concludeRun, executeProgram } from './run/execute-program.ts';
import { executionIssue } from './run/execution-issue.ts';
import { prepareInputs } from './run/prepare-inputs.ts';
import type { Task } from './task.ts';

/**
 * The main path: prepare files, generate code, then verify, approve, execute and modify within one budget of rounds.
 * Nothing runs that the last verification round did not approve; a failed run is an issue like any other.
 */
export async function executeCodeTask(
  coder: CoderServices,
  task: Task,
  options: CodeTaskOptions,
): Promise<CodeTaskResult> {
  const policy = approvalPolicy(coder.config.approval.policy, options.approval);
  coder.warmUp();
  await using folder = await coder.openTaskFolder(task.id);
  await task.phase('prepare', () => prepareInputs(coder, task, { folder, options }));
  const author = await chooseAuthor(coder, task);
  if ('problem' in author) return task.result('no-generator', author.problem);
  await generate(task, author);

  const maxIterations = options.maxIterations ?? coder.config.maxIterations;
  for (;;) {
    const verified = await verifyRound(coder, task, author);
    task.rounds.push(verified);
    const open = verified.issues.filter((issue) => issue.overridden === undefined);
    const isLast = verified.iteration >= maxIterations || author.modify === null;
    const partially = isLast && coder.config.allowPartialExecution && open.every(isMinor);
    task.emit(roundVerified(task, verified, { approved: open.length === 0 }));

    let round = verified;
    let toFix: Issue[] = open;
    if (open.length === 0 || partially) {
      round.action = open.length === 0 ? 'approved' : 'executed-partially';
      task.findings = round.issues;
      const clearance = await seekApproval(coder, task, { policy, round, origin: author.origin });
      if ('result' in clearance) return clearance.result;
      round = clearance.round;
      const outcome = await executeProgram(coder, task, { folder, ...clearance });
      const failures = outcome.status === 'finished' ? [] : [executionIssue(outcome)];
      checkLastClaims(task, task.rounds.at(-2), { ...round, issues: failures, looked: isOfRun });
      if (failures.length === 0 || isLast || round.author === 'human') {
        return await concludeRun(coder, task, { outcome, outputDir: options.outputDir });
      }
      toFix = failures;
      round.issues.push(...toFix);
    } else if (isLast) {
      return task.result('rejected', rejection(round, open));
    }
    await modify(task, author, { round, toFix });
  }
}

async function generate(task: Task, author: CodeAuthor): Promise<void> {
  throwIfCancelled(task.signal);
  task.generator = author.generator;
  task.code = await task.phase('generate', () => author.generate());
  const { name, understood } = author.generator;
  const reused = task.reused === null ? {} : { reused: task.reused };
  task.emit({ type: 'code-generated', code: task.code, generator: name, understood, ...reused });
}

async function modify(
  task: Task,
  author: CodeAuthor,
  { round, toFix }: { round: VerificationRound; toFix: Issue[] },
): Promise<void> {
  throwIfCancelled(task.signal);
  const { modify: change } = author;
  if (change === null) return;
  const modification = await task.phase('modify', () => change(task.code, toFix));
  recordModification(round, toFix, modification);
  task.code = modification.code;
  task.emit({
    type: 'code-modified',
    iteration: round.iteration,
    changes: modification.changes,
    code: modification.code,
    ...(round.modification && { modification: round.modification }),
  });
}

function isMinor(issue: Issue): boolean {
  return issue.severity === 'minor';
}

function isOfRun(issue: Issue): boolean {
  return issue.source === 'execution';
}
