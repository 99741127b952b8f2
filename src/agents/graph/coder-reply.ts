import { z } from 'zod';
import { approvalDecisionSchema, approvalRequestSchema } from '../../contracts/approval.ts';
import { type CodeTaskResult, taskStatuses } from '../../contracts/code-task.ts';
import { cleanText } from '../../text/clean-text.ts';
import { toolText } from '../../tools/tool-text.ts';

const maxOutputChars = 8_000;
const maxProblemChars = 2_000;
const maxArtifacts = 100;

/** A file a program wrote, as state names it: a later process recognises it by its content. */
export const artifactRefSchema = z.object({
  name: z.string(),
  path: z.string(),
  sha256: z.string(),
  mediaType: z.string(),
  bytes: z.number(),
});

export type ArtifactRef = z.infer<typeof artifactRefSchema>;

/** What a state keeps of a task: plain data of bounded size; everything else is in the audit record. */
export const coderReplySchema = z.object({
  status: z.enum(taskStatuses),
  success: z.boolean(),
  text: z.string().describe('for a model: output and problem with their data marks'),
  output: z.string().describe('what the program printed, its middle left out past 8,000 characters'),
  problem: z.string().nullable(),
  artifacts: z.array(artifactRefSchema),
  auditId: z.string(),
  approvalRequest: approvalRequestSchema.nullable().describe('what a person has to decide first'),
  files: z.array(z.string()).describe('names of the files the task was given'),
});

export type CoderReply = z.infer<typeof coderReplySchema>;

/** The answer of the person an interrupt asked; what a host resumes the graph with. */
export const decisionSchema = approvalDecisionSchema.nullable();

export function coderReply(result: CodeTaskResult, files: string[]): CoderReply {
  const { status, success, output, error, artifacts, auditId, approvalRequest } = result;
  return {
    status,
    success,
    text: toolText({ ...result, output: cleanText(output, maxOutputChars) }),
    output: cleanText(output, maxOutputChars),
    problem: error === null ? null : cleanText(error, maxProblemChars),
    artifacts: artifacts.slice(0, maxArtifacts).map(({ name, path, sha256, mediaType, bytes }) => ({
      name,
      path,
      sha256,
      mediaType,
      bytes,
    })),
    auditId,
    approvalRequest: approvalRequest ?? null,
    files,
  };
}

/** The reply to a task that could not be begun. */
export function unbegun(status: 'input-invalid' | 'expired', problem: string, files: string[]): CoderReply {
  const shown = cleanText(problem, maxProblemChars);
  return {
    status,
    success: false,
    text: `Status: ${status}\nProblem: ${shown}`,
    output: '',
    problem: shown,
    artifacts: [],
    auditId: '',
    approvalRequest: null,
    files,
  };
}
