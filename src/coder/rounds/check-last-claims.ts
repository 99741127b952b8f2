import type { VerificationRound } from '../../contracts/code-task.ts';
import type { Issue } from '../../contracts/issue.ts';
import type { TaskEvents } from '../task/task-events.ts';
import { checkClaims } from './check-claims.ts';

/** What one stage after a modification found. */
interface Findings extends Pick<VerificationRound, 'code' | 'issues'> {
  /** Whether an issue of before would have been found again. */
  looked: (issue: Issue) => boolean;
}

/** Checks the claims of a round against what was found since, and warns of the fixes that did not happen; what nobody could check is no reproach. */
export function checkLastClaims(
  events: TaskEvents,
  before: VerificationRound | null,
  { looked, ...now }: Findings,
): void {
  if (!before?.modification) return;
  const { claims } = before.modification;
  const given = { code: before.code, issues: before.issues.slice(-claims.length) };
  const untrue = checkClaims(claims, { given, now, looked });
  if (untrue.length === 0) return;
  const named = untrue.map(({ rule, line }) => (line === undefined ? rule : `${rule} (line ${line})`));
  events.warn(
    `After round ${before.iteration} the model said it had fixed what is still there: ${named.join(', ')}.`,
  );
}
