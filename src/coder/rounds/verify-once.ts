import type { VerificationRound } from '../../contracts/code-task.ts';
import type { CoderServices } from '../coder-services.ts';
import type { Task } from '../task/task.ts';
import { hasOnlyMinor } from './has-only-minor.ts';
import { verifyRound } from './verify-round.ts';

/** The one round of code that a person wrote or approved, which no model reviews or modifies: approved when only minor issues are left. */
export async function verifyOnce(
  coder: CoderServices,
  task: Task,
  before: VerificationRound | null,
): Promise<VerificationRound> {
  const round = await verifyRound(coder, task, { reviewer: null, before });
  if (hasOnlyMinor(round.issues)) round.action = 'approved';
  task.state.findings = round.issues;
  return round;
}
