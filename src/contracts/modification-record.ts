import { z } from 'zod';

const count = z.number().int().nonnegative();

/** What became of a claim. `unknown`: nothing that could find the issue again has looked since. */
export const claimOutcomes = ['gone', 'still-there', 'accepted', 'refused', 'unknown'] as const;

export const claimSchema = z.strictObject({
  issue: z.number().int().positive().describe('its number in the list the modifier was given'),
  rule: z.string(),
  line: z.number().int().positive().optional().describe('in the code before the modification'),
  claim: z.enum(['fixed', 'overridden', 'unmentioned']),
  explanation: z.string().nullable().describe('in the words of the modifier'),
  outcome: z.enum(claimOutcomes).describe('by the next verification, or by the rule of overrides'),
});

/** What the modifier says it did about one issue, and whether that is so. */
export type Claim = z.infer<typeof claimSchema>;

export const changedLinesSchema = z.strictObject({
  added: count,
  removed: count,
  named: count.describe('different lines that the issues name'),
  elsewhere: count
    .nullable()
    .describe('added or removed further than two lines from every named one; null when an issue names none'),
});

/** How much a modification changed, measured against what it was asked for. */
export type ChangedLines = z.infer<typeof changedLinesSchema>;

/** What the modifier was asked for, says it did and really did. */
export interface ModificationRecord {
  claims: Claim[];
  lines: ChangedLines;
}
