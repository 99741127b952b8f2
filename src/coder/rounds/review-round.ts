import type { Issue } from '../../contracts/issue.ts';
import type { ReviewRecord } from '../../contracts/review-record.ts';
import { alike } from '../../verification/alike.ts';
import type { StaticVerdict } from '../../verification/verify-statically.ts';
import type { CodeAuthor } from '../author/code-author.ts';
import type { Task } from '../task.ts';
import { reviewDoubts } from './review-doubts.ts';

/** Two remarks on one line may be about different things. */
const repeatedLikeness = 0.25;

interface Reviewed {
  issues: Issue[];
  review: ReviewRecord;
}

/** What the model says about this round's code; or why it was not asked, which is on record like an answer. */
export async function reviewRound(task: Task, author: CodeAuthor, found: StaticVerdict): Promise<Reviewed> {
  const { reviewer } = author;
  if (reviewer === null) return unreviewed('no-reviewer');
  if (reviewer.policy === 'never') return unreviewed('switched-off');
  if (found.issues.some(({ severity }) => severity === 'blocking')) return unreviewed('blocked');
  const kept = unchangedReview(task, found.code) ?? reviewer.earlier?.(found.code) ?? null;
  if (kept !== null) return kept;
  const doubts = reviewer.policy === 'when-uncertain' ? reviewDoubts(reviewCase(task, found)) : null;
  if (doubts?.length === 0) return unreviewed('simple', simplicity(found));
  const { issues, evidence, discounted } = await task.phase('review', () => reviewer.review(found));
  return {
    issues: issues.map((issue) => keepOverride(issue, task)),
    review: { status: 'reviewed', reason: doubts?.join(', ') ?? null, evidence, discounted },
  };
}

function unreviewed(status: ReviewRecord['status'], reason: string | null = null): Reviewed {
  return { issues: [], review: { status, reason, evidence: [], discounted: [] } };
}

/** The same code is not reviewed twice; its overrides stay with it. */
function unchangedReview(task: Task, code: string): Reviewed | null {
  const before = task.rounds.at(-1);
  if (before?.code !== code || before.review === undefined || !before.stages.includes('review')) return null;
  const issues = before.issues.filter(({ source }) => source === 'review').map((issue) => ({ ...issue }));
  return { issues, review: { ...before.review, status: 'kept' } };
}

function reviewCase({ rounds, query, context, descriptions: files }: Task, found: StaticVerdict) {
  return { ...found, iteration: rounds.length + 1, query, context, files };
}

function simplicity({ shape }: StaticVerdict): string {
  return `one plain table, ${shape?.lines ?? 0} lines, no joins, conversions or branches, static checks clean`;
}

/** A false positive that was explained once stays explained when the reviewer says the same again about the same code line. */
function keepOverride(issue: Issue, task: Task): Issue {
  if (issue.severity !== 'major' || issue.overridden !== undefined) return issue;
  for (const round of task.rounds) {
    const same = round.issues.find(
      (earlier) =>
        earlier.overridden !== undefined &&
        earlier.severity === 'major' &&
        earlier.rule === issue.rule &&
        lineText(round.code, earlier.line) === lineText(task.code, issue.line) &&
        alike(earlier.message, issue.message) >= repeatedLikeness,
    );
    if (same?.overridden !== undefined) return { ...issue, overridden: same.overridden };
  }
  return issue;
}

function lineText(code: string, line: number | undefined): string | undefined {
  return line === undefined ? undefined : code.split('\n')[line - 1]?.trim();
}
