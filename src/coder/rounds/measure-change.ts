import type { Issue } from '../../contracts/issue.ts';
import type { ChangedLines } from '../../contracts/modification-record.ts';
import { diffLines, type Hunk } from './diff-lines.ts';

/** A correction may have to begin a little above the line that fails. */
const nearbyLines = 2;

/** How many lines a modification touched, and how many of them no issue speaks of. */
export function measureChange(before: string, after: string, issues: readonly Issue[]): ChangedLines {
  const hunks = diffLines(before, after);
  const named = new Set(issues.flatMap(({ line }) => line ?? []));
  const isPlaced = issues.every(({ line }) => line !== undefined);
  return {
    added: hunks.reduce((sum, hunk) => sum + hunk.after.count, 0),
    removed: hunks.reduce((sum, hunk) => sum + hunk.before.count, 0),
    named: named.size,
    elsewhere: isPlaced ? hunks.reduce((sum, hunk) => sum + elsewhereIn(hunk, named), 0) : null,
  };
}

/** Of the removed lines each is judged by its own place; what is added belongs to the place where the hunk stands. */
function elsewhereIn({ before, after }: Hunk, named: ReadonlySet<number>): number {
  const places = [...named];
  const isNear = (line: number) => places.some((place) => Math.abs(place - line) <= nearbyLines);
  const removed = Array.from({ length: before.count }, (_, offset) => before.start + offset + 1);
  const far = removed.filter((line) => !isNear(line)).length;
  if (before.count > 0) return far + (far === before.count ? after.count : Math.min(far, after.count));
  return isNear(before.start) || isNear(before.start + 1) ? 0 : after.count;
}
