import { StateSchema } from '@langchain/langgraph';
import { z } from 'zod';
import { taskStatuses } from '../../contracts/code-task.ts';
import { artifactRefSchema, coderReplySchema, decisionSchema } from './coder-reply.ts';

export const stepTools = ['python_coder', 'reasoning'] as const;

/** A step as the model plans it. */
export const stepSchema = z.object({
  task: z.string(),
  tool: z.enum(stepTools),
  files: z.array(z.string()),
});

export type Step = z.infer<typeof stepSchema>;

export const stepResultSchema = z.object({
  task: z.string(),
  tool: z.enum(stepTools),
  status: z.enum(taskStatuses),
  text: z.string().describe('what the step gave, or what went wrong'),
  finding: z.string().describe('what that means for the question; empty until it was thought about'),
  files: z.array(z.string()).describe('names of the files the step wrote'),
  auditId: z.string().nullable(),
});

export type StepResult = z.infer<typeof stepResultSchema>;

const planNodes = [
  'plan',
  'select_tool',
  'python_coder',
  'approval',
  'run_decided',
  'reason',
  'reflect',
  'give_answer',
] as const;

export const planLimits = ['steps', 're-plans', 'python-calls'] as const;
export type PlanLimit = (typeof planLimits)[number];

/** What a caller gives for one question; the rest of the state is the graph's own. */
export const planInput = new StateSchema({
  query: z.string().min(1),
  context: z.string().optional(),
  files: z
    .array(z.string())
    .nullable()
    .default(null)
    .describe('names of the files this conversation is about; null for all the graph was made with'),
});

/** Everything a checkpoint holds: plain data of bounded size, files by name and hash. */
export const planState = new StateSchema({
  ...planInput.fields,
  asked: z.string().default('').describe('the question being answered, for the next one to look back on'),
  earlier: z.array(z.object({ query: z.string(), answer: z.string() })).default(() => []),
  steps: z
    .array(stepSchema)
    .default(() => [])
    .describe('still to be taken'),
  current: stepSchema.nullable().default(null),
  results: z.array(stepResultSchema).default(() => []),
  artifacts: z.array(artifactRefSchema).default(() => []),
  plans: z.number().default(0),
  pythonCalls: z.number().default(0),
  reply: coderReplySchema.nullable().default(null),
  decision: decisionSchema.default(null),
  limit: z.enum(planLimits).nullable().default(null),
  next: z.enum(planNodes).default('plan'),
  status: z.enum(['working', 'answered', 'incomplete']).default('working'),
  answer: z.string().default(''),
});

export type PlanState = typeof planState.State;
export type PlanUpdate = typeof planState.Update;
