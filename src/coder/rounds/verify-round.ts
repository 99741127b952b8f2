import type { VerificationRound } from '../../contracts/code-task.ts';
import type { ReviewRecord } from '../../contracts/review-record.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import { sha256 } from '../../text/sha256.ts';
import type { Reviewer } from '../author/code-author.ts';
import type { CoderServices } from '../coder-services.ts';
import type { Task } from '../task/task.ts';
import { roundSpan } from '../tracing/task-span.ts';
import { checkLastClaims } from './check-last-claims.ts';
import { checkStatically } from './check-statically.ts';
import { reviewRound } from './review-round.ts';

const judged: ReadonlySet<ReviewRecord['status']> = new Set(['reviewed', 'kept']);

interface Around {
  /** Null where no model reviews the code. */
  reviewer: Reviewer | null;
  /** The round before this one, null for the first. */
  before: VerificationRound | null;
}

/**
 * One verification round over the code of a task: static checks, then the review unless it is left out or a static issue blocks.
 * The normalised code becomes the code of the task: what was analysed, is hashed and runs is one string.
 */
export async function verifyRound(
  coder: CoderServices,
  task: Task,
  around: Around,
): Promise<VerificationRound> {
  const round = await roundSpan(task.state.iteration, () => verify(coder, task, around));
  task.state.rounds.push(round);
  return round;
}

async function verify(
  coder: CoderServices,
  task: Task,
  { reviewer, before }: Around,
): Promise<VerificationRound> {
  const { state, events, clock } = task;
  throwIfCancelled(events.signal);
  const started = performance.now();
  const found = await clock.phase('verify', () => checkStatically(coder, task, state.code));
  state.code = found.code;
  const { issues, review } = await reviewRound(task, { reviewer, before, found });
  throwIfCancelled(events.signal);
  const round: VerificationRound = {
    iteration: state.iteration,
    code: found.code,
    codeSha256: sha256(found.code),
    issues: [...found.issues, ...issues],
    action: 'rejected',
    stages: judged.has(review.status) ? [...found.stages, 'review'] : found.stages,
    review,
    changes: [],
    durationMs: performance.now() - started,
  };
  checkLastClaims(events, before, { ...round, looked: ({ source }) => round.stages.includes(source) });
  return round;
}
