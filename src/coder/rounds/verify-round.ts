import type { VerificationRound } from '../../contracts/code-task.ts';
import type { ReviewRecord } from '../../contracts/review-record.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import { sha256 } from '../../text/sha256.ts';
import type { CodeAuthor } from '../author/code-author.ts';
import type { CoderServices } from '../coder-services.ts';
import type { Task } from '../task.ts';
import { roundSpan } from '../tracing/task-span.ts';
import { checkLastClaims } from './record-modification.ts';
import { reviewRound } from './review-round.ts';

const judged: ReadonlySet<ReviewRecord['status']> = new Set(['reviewed', 'kept']);

/**
 * One verification round over `task.code`: static checks, then the review unless it is left out or a static issue blocks.
 * The normalised code replaces `task.code`: what was analysed, is hashed and runs is one string.
 */
export function verifyRound(
  coder: CoderServices,
  task: Task,
  author: CodeAuthor,
): Promise<VerificationRound> {
  return roundSpan(task, () => verify(coder, task, author));
}

async function verify(coder: CoderServices, task: Task, author: CodeAuthor): Promise<VerificationRound> {
  throwIfCancelled(task.signal);
  const started = performance.now();
  const { code, ...found } = await task.phase('verify', async () =>
    coder.verifyStatically(task.code, {
      files: task.descriptions,
      python: await coder.environment(task),
    }),
  );
  task.code = code;
  const reviewed = await reviewRound(task, author, { code, ...found });
  throwIfCancelled(task.signal);
  const round: VerificationRound = {
    iteration: task.rounds.length + 1,
    code,
    codeSha256: sha256(code),
    issues: [...found.issues, ...reviewed.issues],
    action: 'rejected',
    stages: judged.has(reviewed.review.status) ? [...found.stages, 'review'] : found.stages,
    review: reviewed.review,
    changes: [],
    durationMs: performance.now() - started,
  };
  checkLastClaims(task, task.rounds.at(-1), {
    ...round,
    looked: ({ source }) => round.stages.includes(source),
  });
  return round;
}
