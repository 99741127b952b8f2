import { z } from 'zod';
import { issueSchema } from './issue.ts';

/** What the review answers, and nothing else. */
export const reviewQuestions = ['wrong-answer', 'will-fail', 'unreadable-output'] as const;

/** Why a finding of the reviewer does not count as it was made. */
export const discountReasons = [
  'not-asked',
  'owned-by-static-checks',
  'already-reported',
  'not-in-the-code',
  'no-evidence',
] as const;

/** `kept`: the code is the one of the round before or of an earlier task, and so are the findings; `simple`: the policy leaves such tasks out; `blocked`: static checks refuse the code anyway; `no-reviewer`: no model works on this code. */
export const reviewStatuses = [
  'reviewed',
  'kept',
  'simple',
  'switched-off',
  'blocked',
  'no-reviewer',
] as const;

export const reviewRecordSchema = z.strictObject({
  status: z.enum(reviewStatuses),
  reason: z.string().nullable().describe('why the task is simple, or is not, where the policy asks that'),
  evidence: z
    .array(
      z.strictObject({
        question: z.enum(reviewQuestions),
        line: z.number().int().positive().nullable(),
        answer: z.string(),
      }),
    )
    .describe('what the reviewer says the program does, question by question'),
  discounted: z
    .array(
      z.strictObject({
        action: z.enum(['dropped', 'downgraded']),
        reason: z.enum(discountReasons),
        issue: issueSchema.describe('as the reviewer made it'),
      }),
    )
    .describe('findings that do not count as they were made'),
});

/** How one round came to be reviewed or not, and on what the verdict rests. */
export type ReviewRecord = z.infer<typeof reviewRecordSchema>;
