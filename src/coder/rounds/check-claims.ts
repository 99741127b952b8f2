import type { Issue } from '../../contracts/issue.ts';
import type { Claim } from '../../contracts/modification-record.ts';
import { alike } from '../../verification/alike.ts';
import type { Note } from '../author/read-note.ts';
import { diffLines } from './diff-lines.ts';

/** Reviewers say the same thing in other words; at the same place fewer of them have to agree. */
const likeness = { samePlace: 0.25, anywhere: 0.5 };

/** What the modifier says about every issue it was given; overrides are judged already, on the issues. */
export function makeClaims(issues: readonly Issue[], note: Pick<Note, 'fixed' | 'overrides'>): Claim[] {
  return issues.map(({ rule, line, overridden }, index) => {
    const of = { issue: index + 1, rule, ...(line !== undefined && { line }) };
    const override = note.overrides.find(({ issue }) => issue === index);
    if (override !== undefined) {
      const outcome = overridden === undefined ? 'refused' : 'accepted';
      return { ...of, claim: 'overridden', explanation: override.explanation, outcome };
    }
    const fix = note.fixed.find(({ issue }) => issue === index);
    if (fix === undefined) return { ...of, claim: 'unmentioned', explanation: null, outcome: 'unknown' };
    return { ...of, claim: 'fixed', explanation: fix.explanation, outcome: 'unknown' };
  });
}

/** The code and the issues on one side of a modification. */
interface Side {
  code: string;
  issues: readonly Issue[];
}

/** Decides the claims whose issue could have been found again, marks the issues that were said to be fixed, and returns the claims that are not true. */
export function checkClaims(
  claims: Claim[],
  { given, now, looked }: { given: Side; now: Side; looked: (issue: Issue) => boolean },
): Claim[] {
  const foundAgain = findAgain(given, now);
  const untrue: Claim[] = [];
  for (const claim of claims) {
    const issue = given.issues[claim.issue - 1];
    if (issue === undefined || claim.outcome !== 'unknown') continue;
    const again = foundAgain.get(issue);
    if (again === undefined) {
      if (looked(issue)) claim.outcome = 'gone';
      continue;
    }
    claim.outcome = 'still-there';
    if (claim.claim !== 'fixed') continue;
    again.saidFixed = (issue.saidFixed ?? 0) + 1;
    untrue.push(claim);
  }
  return untrue;
}

/** From the surest way to tell that a finding is an issue of before to the least sure. */
const tiers: readonly ((issue: Issue, found: Issue, isHere: boolean) => boolean)[] = [
  (issue, found, isHere) => isHere && issue.message === found.message,
  (_issue, _found, isHere) => isHere,
  () => true,
];

/** Each issue of before that is found again, with what it is now: of two alike, the one that is gone is not taken for the other. */
function findAgain(given: Side, now: Side): Map<Issue, Issue> {
  const isSamePlace = placeFinder(given.code, now.code);
  const again = new Map<Issue, Issue>();
  const left = new Set(now.issues.filter(({ overridden }) => overridden === undefined));
  for (const isSure of tiers) {
    for (const issue of given.issues) {
      if (issue.overridden !== undefined || again.has(issue)) continue;
      const found = [...left].find((other) => {
        const isHere = isSamePlace(issue.line, other.line);
        return isSure(issue, other, isHere) && isSame(issue, other, isHere);
      });
      if (found === undefined) continue;
      again.set(issue, found);
      left.delete(found);
    }
  }
  return again;
}

/** Checks word their findings the same way each time; reviewers and tracebacks do not. */
function isSame(issue: Issue, found: Issue, isSamePlace: boolean): boolean {
  if (issue.source !== found.source || issue.rule !== found.rule) return false;
  if (issue.source === 'execution') return lastLine(issue.message) === lastLine(found.message);
  if (issue.source !== 'review') return isSamePlace || issue.message === found.message;
  return alike(issue.message, found.message) >= (isSamePlace ? likeness.samePlace : likeness.anywhere);
}

/** Where a traceback says what went wrong. */
function lastLine(message: string): string {
  return message.trimEnd().split('\n').at(-1) ?? '';
}

/** Follows a line through the modification: to itself, or to what stands in its place. */
function placeFinder(before: string, after: string) {
  const hunks = diffLines(before, after);
  return (line: number | undefined, found: number | undefined): boolean => {
    if (line === undefined || found === undefined) return line === found;
    let shift = 0;
    for (const hunk of hunks) {
      const end = hunk.before.start + hunk.before.count;
      if (line <= hunk.before.start) break;
      if (line <= end)
        return found > hunk.after.start && found <= hunk.after.start + Math.max(hunk.after.count, 1);
      shift += hunk.after.count - hunk.before.count;
    }
    return found === line + shift;
  };
}
