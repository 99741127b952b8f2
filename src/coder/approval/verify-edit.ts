import type { VerificationRound } from '../../contracts/code-task.ts';
import type { CoderServices } from '../coder-services.ts';
import { roundVerified } from '../rounds/round-verified.ts';
import { verifyOnce } from '../rounds/verify-once.ts';
import type { Task } from '../task/task.ts';

interface Edit {
  code: string;
  /** The round whose code was edited; null where that was one of an earlier task. */
  before: VerificationRound | null;
}

/** Puts a person's code through a static round of its own. It may run once it is approved when only minor issues are left, which that person is shown. */
export async function verifyEdit(
  coder: CoderServices,
  task: Task,
  { code, before }: Edit,
): Promise<VerificationRound> {
  const { state, events } = task;
  const changes = ['The code was edited by the approver.'];
  if (before !== null) Object.assign(before, { action: 'modified', changes });
  state.code = code;
  events.emit({ type: 'code-modified', iteration: state.rounds.length, changes, code });
  const round = await verifyOnce(coder, task, before);
  round.author = 'human';
  events.emit(roundVerified(round, before));
  return round;
}
