import type { VerificationRound } from '../../contracts/code-task.ts';
import type { Issue } from '../../contracts/issue.ts';
import type { Modification } from '../author/modify-code.ts';
import { applyOverrides } from './apply-overrides.ts';
import { makeClaims } from './check-claims.ts';
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
