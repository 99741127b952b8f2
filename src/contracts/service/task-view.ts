import { z } from 'zod';
import { approvalRequestSchema } from '../approval.ts';
import type { Artifact, CodeTaskResult } from '../code-task.ts';
import { taskStatuses } from '../code-task.ts';
import { fileDescriptionSchema } from '../file-description.ts';
import { issueSchema } from '../issue.ts';
import type { TaskEvent } from '../task-event.ts';
import { taskId } from './task-request.ts';

/** An artifact as clients reach it. */
export type ServedArtifact = Omit<Artifact, 'path'> & { url: string };

/** A result without the paths of the service's machine. */
export type ServedResult = Omit<CodeTaskResult, 'artifacts'> & { artifacts: ServedArtifact[] };

/** An event of a task as clients see it. */
export type ServedEvent =
  | Exclude<TaskEvent, { type: 'finished' } | { type: 'artifact-collected' }>
  | { type: 'artifact-collected'; artifact: ServedArtifact }
  | { type: 'finished'; result: ServedResult };

export const artifactSchema = z
  .object({
    name: z.string(),
    mediaType: z.string(),
    bytes: z.int().nonnegative(),
    sha256: z.string(),
    fullOutput: z.literal(true).optional().describe('the whole standard output, which was cut'),
    url: z.string().describe('where it is downloaded, relative to the service'),
  })
  .meta({ id: 'Artifact' });

/** The fields of `CodeTaskResult` that clients rely on; the others are passed on as they are. */
export const servedResultSchema = z
  .looseObject({
    success: z.boolean(),
    status: z.enum(taskStatuses),
    code: z.string(),
    output: z.string(),
    result: z.unknown().optional().describe('`output` parsed, where it is one JSON value'),
    error: z.string().nullable(),
    stderr: z.string(),
    iterations: z.int().nonnegative(),
    executionTime: z.number().describe('seconds'),
    fileMetadata: z.record(z.string(), fileDescriptionSchema),
    artifacts: z.array(artifactSchema),
    findings: z.array(issueSchema),
    warnings: z.array(z.string()),
    approvalRequest: approvalRequestSchema.optional(),
    auditId: z.string(),
  })
  .meta({ id: 'TaskResult' });

export const taskStates = ['queued', 'running', 'waiting', 'ended'] as const;

export const taskViewSchema = z
  .object({
    id: taskId,
    state: z.enum(taskStates).describe('`waiting`: a person has to decide about the program'),
    query: z.string(),
    follows: taskId.nullable(),
    files: z.array(z.object({ id: z.string(), name: z.string(), bytes: z.int().nonnegative() })),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    problem: z
      .object({ code: z.string(), detail: z.string() })
      .nullable()
      .describe('why there is no result: a fault of the request or of the service, never of the program'),
    result: servedResultSchema.nullable().describe('what there is so far where the task waits'),
  })
  .meta({ id: 'Task' });

/** One task from its request to its end. */
export type TaskView = Omit<z.infer<typeof taskViewSchema>, 'result'> & { result: ServedResult | null };

export const taskSummarySchema = taskViewSchema
  .omit({ result: true })
  .extend({
    status: z.enum(taskStatuses).nullable(),
    auditId: z.string().nullable().describe('of its newest record'),
  })
  .meta({ id: 'TaskSummary' });

export const taskListSchema = z
  .object({
    tasks: z.array(taskSummarySchema),
    next: taskId.nullable().describe('the `before` of the next page'),
  })
  .meta({ id: 'Tasks' });

export type TaskSummary = z.infer<typeof taskSummarySchema>;
export type TaskState = (typeof taskStates)[number];
