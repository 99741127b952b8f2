import { z } from 'zod';
import type { CallUsage, ChatModel } from '../contracts/chat-model.ts';
import { type Issue, severities } from '../contracts/issue.ts';
import { type Assignment, assignmentWords } from '../prompts/assignment.ts';
import { cleanText } from '../prompts/clean-text.ts';
import type { Prompts } from '../prompts/load-prompts.ts';
import { numberLines } from '../prompts/number-lines.ts';
import { renderData } from '../prompts/render-data.ts';

const maxIssues = 10;
const sentenceChars = 800;

const findingSchema = z.object({
  kind: z.enum(['wrong-answer', 'will-fail', 'unreadable-output']),
  severity: z.enum(severities),
  line: z.number().nullable().default(null),
  message: z.string().min(1),
  suggestion: z.string().nullable().default(null),
});

const reviewSchema = z
  .object({ approved: z.boolean(), issues: z.array(findingSchema).default([]) })
  .refine(({ approved, issues }) => approved || issues.length > 0, {
    error: '"approved" is false but "issues" is empty: name the issue with its line, or approve',
  });

/** The model's judgement of a program that passed the static checks; a blocking or major issue always means it is not approved. */
export async function reviewCode(
  assignment: Assignment & { code: string },
  model: ChatModel,
  { prompts, signal }: { prompts: Prompts; signal?: AbortSignal | undefined },
): Promise<{ approved: boolean; issues: Issue[]; usage: CallUsage; promptSha256: string }> {
  const { system, user, sha256 } = prompts.render('review', {
    ...assignmentWords(assignment),
    data: renderData({ files: assignment.files }),
    code: numberLines(assignment.code),
  });
  const { value, usage } = await model.structured({
    purpose: 'review',
    system,
    user,
    signal,
    schema: reviewSchema,
    schemaName: 'review',
  });
  const lineCount = assignment.code.replace(/\n$/, '').split('\n').length;
  const issues = value.issues.slice(0, maxIssues).map((finding) => toIssue(finding, lineCount));
  const approved = value.approved && issues.every(({ severity }) => severity === 'minor');
  return { approved, issues, usage, promptSha256: sha256 };
}

function toIssue(finding: z.infer<typeof findingSchema>, lineCount: number): Issue {
  const { kind, severity, line, message, suggestion } = finding;
  const isLine = line !== null && Number.isInteger(line) && line >= 1 && line <= lineCount;
  return {
    rule: `review-${kind}`,
    source: 'review',
    severity,
    message: cleanText(message, sentenceChars),
    ...(isLine && { line }),
    ...(suggestion && { suggestion: cleanText(suggestion, sentenceChars) }),
  };
}
