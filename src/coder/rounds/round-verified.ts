import type { VerificationRound } from '../../contracts/code-task.ts';
import type { TaskEvent } from '../../contracts/task-event.ts';

/** Tells of a round that was judged, with what became of the claims of the round before. */
export function roundVerified(
  { iteration, action, issues, review }: VerificationRound,
  before: VerificationRound | null,
): TaskEvent {
  const claims = before?.modification?.claims.map((claim) => ({ ...claim }));
  return {
    type: 'round-verified',
    iteration,
    approved: action === 'approved',
    issues: [...issues],
    ...(review && { review }),
    ...(claims && { claims }),
  };
}
