import { z } from 'zod';

/**
 * Who found an issue; each source owns its findings and no other source may report them again. `columns` is the check of names
 * against the files (`verification/references`): the word stands in audit records and stays.
 */
export const issueSources = ['syntax', 'policy', 'lint', 'columns', 'review', 'execution'] as const;

/** `blocking` never runs, `major` needs a fix or (from the review only) an explained override, `minor` may be waived by configuration. */
export const severities = ['blocking', 'major', 'minor'] as const;

export const issueSchema = z.strictObject({
  rule: z.string().describe('Stable id of the rule, for example "blocked-import"'),
  source: z.enum(issueSources),
  severity: z.enum(severities),
  message: z.string().describe('What is wrong, in a sentence a model can act on'),
  line: z.number().int().positive().optional().describe('1-based line in the verified code'),
  column: z.number().int().positive().optional().describe('1-based column in UTF-16 units'),
  suggestion: z.string().optional().describe('What to write instead'),
  overridden: z.string().optional().describe('Why the modifier calls this a false positive'),
  saidFixed: z.number().int().positive().optional().describe('Rounds in a row that said it was fixed'),
});

/** One finding about generated code; the same shape from every verification stage and from a failed run. */
export type Issue = z.infer<typeof issueSchema>;
export type Severity = Issue['severity'];
