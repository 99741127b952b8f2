import type { VerificationRound } from '../../contracts/code-task.ts';
import type { Issue } from '../../contracts/issue.ts';
import type { Modification } from '../author/modify-code.ts';
import type { Task } from '../task.ts';
import { applyOverrides } from './apply-overrides.ts';
import { checkClaims, makeClaims } from './check-claims.ts';
import { measureChange } from './measure-change.ts';

/** Notes on a round what was done about the issues it gave to the modifier, which become the last of its issues. */
export function recordModification(
  round: VerificationRound,
  toFix: Issue[],
  modification: Modification,
): void {
  const judged = applyOverrides(toFix, modification.overrides);
  round.issues = [...round.issues.filter((issue) => !toFix.includes(issue)), ...judged];
  if (round.run === undefined) round.action = 'modified';
  round.changes = modification.changes;
  round.modification = {
    claims: makeClaims(judged, modification),
    lines: measureChange(round.code, modification.code, judged),
  };
}

/** What one stage after a modification found. */
interface Findings extends Pick<VerificationRound, 'code' | 'issues'> {
  /** Whether an issue of before would have been found again. */
  looked: (issue: Issue) => boolean;
}

/** Checks the claims of a round against what was found since, and warns of the fixes that did not happen; what nobody could check is no reproach. */
export function checkLastClaims(
  task: Task,
  before: VerificationRound | undefined,
  { looked, ...now }: Findings,
): void {
  if (before?.modification === undefined) return;
  const { claims } = before.modification;
  const given = { code: before.code, issues: before.issues.slice(-claims.length) };
  const untrue = checkClaims(claims, { given, now, looked });
  if (untrue.length === 0) return;
  const named = untrue.map(({ rule, line }) => (line === undefined ? rule : `${rule} (line ${line})`));
  task.warn(
    `After round ${before.iteration} the model said it had fixed what is still there: ${named.join(', ')}.`,
  );
}
