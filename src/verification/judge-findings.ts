import type { Issue } from '../contracts/issue.ts';
import type { ReviewRecord } from '../contracts/review-record.ts';
import { alike } from './alike.ts';
import { findEvidence } from './find-evidence.ts';
import { ownerOf } from './static-domains.ts';

export interface Finding {
  issue: Issue;
  /** The code the reviewer copied for it. */
  evidence: string | null;
  /** False for what the reviewer itself calls none of its business. */
  isAsked: boolean;
}

export interface Examined {
  code: string;
  /** What the static checks of this round found, and which of them ran. */
  issues: readonly Issue[];
  stages: readonly string[];
}

/** With the question, its context and what the files hold. */
type Judged = Examined & { about: string };

type Discount = ReviewRecord['discounted'][number];
type Judgement = { issue: Issue | null; discount: Discount | null };

const repeatedLikeness = 0.4;

const lower = { blocking: 'major', major: 'minor', minor: 'minor' } as const;

/** Keeps the findings that are the review's business and show their place in the code; the others are dropped or count for less, each on record. */
export function judgeFindings(
  findings: readonly Finding[],
  examined: Judged,
): { issues: Issue[]; discounted: Discount[] } {
  const judged = findings.map((finding) => judge(finding, examined));
  return {
    issues: judged.flatMap(({ issue }) => issue ?? []),
    discounted: judged.flatMap(({ discount }) => discount ?? []),
  };
}

function judge(finding: Finding, examined: Judged): Judgement {
  const { issue, isAsked } = finding;
  if (!isAsked) return dropped(issue, 'not-asked');
  if (examined.issues.some((known) => repeats(issue, known))) return dropped(issue, 'already-reported');
  const topic = `${examined.about}\n${examined.code}`;
  if (ownerOf(issue.message, { stages: examined.stages, topic }) !== null)
    return dropped(issue, 'owned-by-static-checks');
  return judgeEvidence(finding, examined.code);
}

function judgeEvidence({ issue, evidence }: Finding, code: string): Judgement {
  const lineCount = code.replace(/\n$/, '').split('\n').length;
  const { line: _line, ...placeless } = issue;
  const line = issue.line !== undefined && issue.line <= lineCount ? issue.line : undefined;
  const shown = evidence === null ? undefined : findEvidence(evidence, code, line);
  if (typeof shown === 'number') return { issue: { ...issue, line: shown }, discount: null };
  if (shown === null || line !== issue.line) {
    const kept: Issue = line === undefined ? placeless : { ...placeless, line };
    return downgraded(issue, {
      ...kept,
      severity: 'minor',
      overridden: 'The review quotes code or a line that the program does not have.',
    });
  }
  if (line !== undefined) return { issue, discount: null };
  return downgraded(issue, { ...placeless, severity: lower[issue.severity] }, 'no-evidence');
}

function repeats(issue: Issue, known: Issue): boolean {
  return issue.line === known.line && alike(issue.message, known.message) >= repeatedLikeness;
}

function dropped(issue: Issue, reason: Discount['reason']): Judgement {
  return { issue: null, discount: { action: 'dropped', reason, issue } };
}

function downgraded(
  original: Issue,
  issue: Issue,
  reason: Discount['reason'] = 'not-in-the-code',
): Judgement {
  return { issue, discount: { action: 'downgraded', reason, issue: original } };
}
