import { z } from 'zod';
import type { CallUsage, ChatModel } from '../contracts/chat-model.ts';
import { type Issue, severities } from '../contracts/issue.ts';
import { type ReviewRecord, reviewQuestions } from '../contracts/review-record.ts';
import type { Brief } from '../prompts/brief.ts';
import type { Prompts } from '../prompts/load-prompts.ts';
import { renderTask } from '../prompts/render-task.ts';
import { cleanText } from '../text/clean-text.ts';
import { type Examined, type Finding, judgeFindings } from './judge-findings.ts';

const maxIssues = 10;
const sentenceChars = 800;
const answerChars = 400;
const lineNumber = z.number().nullable().default(null);

const checkSchema = z.object({ question: z.enum(reviewQuestions), line: lineNumber, answer: z.string() });

const findingSchema = z.object({
  kind: z.enum([...reviewQuestions, 'other']),
  severity: z.enum(severities),
  line: lineNumber,
  evidence: z.string().nullable().default(null),
  message: z.string().min(1),
  suggestion: z.string().nullable().default(null),
});

/** What it looked at comes before what it found, and the verdict last: a model that judges first defends its judgement. */
const reviewSchema = z
  .object({
    checks: z.array(checkSchema).catch([]),
    issues: z.array(findingSchema).default([]),
    approved: z.boolean(),
  })
  .refine(({ approved, issues }) => approved || issues.length > 0, {
    error: '"approved" is false but "issues" is empty: name the issue with its line, or approve',
  });

export interface Review extends Pick<ReviewRecord, 'evidence' | 'discounted'> {
  approved: boolean;
  issues: Issue[];
  usage: CallUsage;
  promptSha256: string;
}

/** The model's judgement of a program that passed the static checks. What it finds counts only where it is its business and its evidence is there. */
export async function reviewCode(
  brief: Brief & Examined,
  model: ChatModel,
  { prompts, signal }: { prompts: Prompts; signal?: AbortSignal | undefined },
): Promise<Review> {
  const { issues: known, code } = brief;
  const { system, user, sha256 } = renderTask(prompts, brief, {
    name: 'review',
    code,
    issues: known.length > 0 ? known : undefined,
  });
  const { value, usage } = await model.structured({
    purpose: 'review',
    system,
    user,
    signal,
    schema: reviewSchema,
    schemaName: 'review',
  });
  const { query, context, files } = brief;
  const about = JSON.stringify([query, context, files]);
  const findings = value.issues.slice(0, maxIssues).map(toFinding);
  const { issues, discounted } = judgeFindings(findings, { ...brief, about });
  const standing = issues.filter(({ overridden }) => overridden === undefined);
  const approved =
    standing.length === 0 || (value.approved && standing.every(({ severity }) => severity === 'minor'));
  const lineCount = code.replace(/\n$/, '').split('\n').length;
  const evidence = value.checks.slice(0, reviewQuestions.length).map(({ question, line, answer }) => ({
    question,
    line: wholeLine(line, lineCount),
    answer: cleanText(answer, answerChars),
  }));
  return { approved, issues, evidence, discounted, usage, promptSha256: sha256 };
}

function toFinding(found: z.infer<typeof findingSchema>): Finding {
  const { kind, severity, message, suggestion, evidence } = found;
  const line = wholeLine(found.line);
  const issue: Issue = {
    rule: `review-${kind}`,
    source: 'review',
    severity,
    message: cleanText(message, sentenceChars),
    ...(line !== null && { line }),
    ...(suggestion && { suggestion: cleanText(suggestion, sentenceChars) }),
  };
  return { issue, evidence, isAsked: kind !== 'other' };
}

function wholeLine(line: number | null, lineCount: number = Number.MAX_SAFE_INTEGER): number | null {
  return line !== null && Number.isInteger(line) && line >= 1 && line <= lineCount ? line : null;
}
