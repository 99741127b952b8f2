import type { VerificationRound } from '../../contracts/code-task.ts';
import type { TaskEvent } from '../../contracts/task-event.ts';
import type { Task } from '../task.ts';

/** Tells of a round that is on the task already, with what became of the claims before it. */
export function roundVerified(
  task: Task,
  { iteration, issues, review }: VerificationRound,
  { approved }: { approved: boolean },
): TaskEvent {
  const claims = task.rounds.at(-2)?.modification?.claims.map((claim) => ({ ...claim }));
  return {
    type: 'round-verified',
    iteration,
    approved,
    issues: [...issues],
    ...(review && { review }),
    ...(claims && { claims }),
  };
}
