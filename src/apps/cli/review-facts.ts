import type { ChangedLines, Claim } from '../../contracts/modification-record.ts';
import type { ReviewRecord } from '../../contracts/review-record.ts';
import { escapeLine } from './escape-terminal.ts';
import { formatCount } from './format-units.ts';

type Discount = ReviewRecord['discounted'][number];

/** Where somebody might think that the model had looked. */
const unreviewed: Partial<Record<ReviewRecord['status'], string>> = {
  simple: 'not reviewed, for the task is simple',
  'switched-off': 'not reviewed',
};

const discountReasons = {
  'not-asked': 'not what the review is asked for',
  'owned-by-static-checks': 'static checks own it and found nothing',
  'already-reported': 'static checks reported it',
  'not-in-the-code': 'it quotes what the program does not have',
  'no-evidence': 'it names no line',
} satisfies Record<Discount['reason'], string>;

const outcomes = {
  gone: 'and it is gone',
  'still-there': 'but it is still there',
  accepted: 'which was accepted',
  refused: 'which is not allowed',
  unknown: 'which nothing has checked since',
} satisfies Record<Claim['outcome'], string>;

/** "not reviewed" and "2 findings do not count": what a verdict alone would hide. */
export function reviewNotes(review: ReviewRecord | undefined): string[] {
  const note = review && unreviewed[review.status];
  const discounted = review?.status === 'reviewed' ? review.discounted.length : 0;
  return [
    ...(note === undefined ? [] : [note]),
    ...(discounted === 0 ? [] : [`${formatCount(discounted, 'finding')} of the review did not count`]),
  ];
}

/** A finding that does not count as it was made, with why. */
export function discountText({ reason, issue }: Discount): string {
  const place = issue.line === undefined ? '' : `line ${issue.line}: `;
  return `${place}${escapeLine(issue.message)} (${discountReasons[reason]})`;
}

/** "3 lines added, 1 removed, 2 of them away from the issues". */
export function changedText({ added, removed, elsewhere }: ChangedLines): string {
  const away = elsewhere === null || elsewhere === 0 ? '' : `, ${elsewhere} of them away from the issues`;
  return `${formatCount(added, 'line')} added, ${removed} removed${away}`;
}

/** What the modifier says about one issue, and what is true of it. */
export function claimText({ issue, rule, line, claim, explanation, outcome }: Claim): string {
  const place = line === undefined ? '' : `, line ${line}`;
  const why = explanation === null || explanation === '' ? '' : `: ${escapeLine(explanation)}`;
  return `issue ${issue} (${escapeLine(rule)}${place}) ${claim}, ${outcomes[outcome]}${why}`;
}

/** Claims one need not wait for the next round to doubt. */
export function isDoubtful({ claim, outcome }: Claim): boolean {
  return claim === 'unmentioned' || outcome === 'refused';
}
