import type { VerificationRound } from '../../contracts/code-task.ts';
import { humanAuthor } from '../author/human-author.ts';
import type { CoderServices } from '../coder-services.ts';
import { roundVerified } from '../rounds/round-verified.ts';
import { verifyRound } from '../rounds/verify-round.ts';
import type { Task } from '../task.ts';

/** Puts a person's code through a static round of its own. It may run once it is approved when only minor issues are left, which that person is shown. */
export async function verifyEdit(coder: CoderServices, task: Task, code: string): Promise<VerificationRound> {
  const before = task.rounds.at(-1);
  const changes = ['The code was edited by the approver.'];
  if (before !== undefined) Object.assign(before, { action: 'modified', changes });
  task.code = code;
  task.emit({ type: 'code-modified', iteration: task.rounds.length, changes, code });
  const verified = await verifyRound(coder, task, humanAuthor(task.generator, code));
  const isRunnable = verified.issues.every(({ severity }) => severity === 'minor');
  const round: VerificationRound = {
    ...verified,
    author: 'human',
    action: isRunnable ? 'approved' : 'rejected',
  };
  task.rounds.push(round);
  task.findings = round.issues;
  task.emit(roundVerified(task, round, { approved: isRunnable }));
  return round;
}
