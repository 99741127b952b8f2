import type { VerificationRound } from '../../contracts/code-task.ts';
import type { Issue } from '../../contracts/issue.ts';
import type { ReviewRecord } from '../../contracts/review-record.ts';
import { alike } from '../../verification/alike.ts';
import type { StaticVerdict } from '../../verification/verify-statically.ts';
import type { Reviewer } from '../author/code-author.ts';
import type { Task } from '../task/task.ts';
import type { TaskState } from '../task/task-state.ts';
import { type ReviewCase, reviewDoubts } from './review-doubts.ts';

/** Two remarks on one line may be about different things. */
const repeatedLikeness = 0.25;

interface Examination {
  /** Null where no model reviews the code. */
  reviewer: Reviewer | null;
  before: VerificationRound | null;
  found: StaticVerdict;
}

interface Reviewed {
  issues: Issue[];
  review: ReviewRecord;
}

/** What the model says about this round's code; or why it was not asked, which is on record like an answer. */
export async function reviewRound(task: Task, { reviewer, before, found }: Examination): Promise<Reviewed> {
  if (reviewer === null) return unreviewed('no-reviewer');
  if (reviewer.policy === 'never') return unreviewed('switched-off');
  if (found.issues.some(({ severity }) => severity === 'blocking')) return unreviewed('blocked');
  const kept = unchangedReview(before, found.code) ?? reviewer.earlier?.(found.code) ?? null;
  if (kept !== null) return kept;
  const doubts = reviewer.policy === 'when-uncertain' ? reviewDoubts(reviewCase(task, found)) : null;
  if (doubts?.length === 0) return unreviewed('simple', simplicity(found));
  const { issues, evidence, discounted } = await task.clock.phase('review', () => reviewer.review(found));
  return {
    issues: issues.map((issue) => keepOverride(issue, task.state)),
    review: { status: 'reviewed', reason: doubts?.join(', ') ?? null, evidence, discounted },
  };
}

function unreviewed(status: ReviewRecord['status'], reason: string | null = null): Reviewed {
  return { issues: [], review: { status, reason, evidence: [], discounted: [] } };
}

/** The same code is not reviewed twice; its overrides stay with it. */
function unchangedReview(before: VerificationRound | null, code: string): Reviewed | null {
  if (before?.code !== code || before.review === undefined || !before.stages.includes('review')) return null;
  const issues = before.issues.filter(({ source }) => source === 'review').map((issue) => ({ ...issue }));
  return { issues, review: { ...before.review, status: 'kept' } };
}

function reviewCase({ request, state }: Task, found: StaticVerdict): ReviewCase {
  const { query, context } = request;
  const { iteration, descriptions: files, library } = state;
  return { ...found, iteration, query, context, files, functions: library?.signatures };
}

function simplicity({ shape }: StaticVerdict): string {
  return `one plain table, ${shape?.lines ?? 0} lines, no joins, conversions or branches, static checks clean`;
}

/** A false positive that was explained once stays explained when the reviewer says the same again about the same code line. */
function keepOverride(issue: Issue, { rounds, code }: TaskState): Issue {
  if (issue.severity !== 'major' || issue.overridden !== undefined) return issue;
  for (const round of rounds) {
    const same = round.issues.find(
      (earlier) =>
        earlier.overridden !== undefined &&
        earlier.severity === 'major' &&
        earlier.rule === issue.rule &&
        lineText(round.code, earlier.line) === lineText(code, issue.line) &&
        alike(earlier.message, issue.message) >= repeatedLikeness,
    );
    if (same?.overridden !== undefined) return { ...issue, overridden: same.overridden };
  }
  return issue;
}

function lineText(code: string, line: number | undefined): string | undefined {
  return line === undefined ? undefined : code.split('\n')[line - 1]?.trim();
}
