import { z } from 'zod';
import { taskStatuses } from '../code-task.ts';
import { issueSchema } from '../issue.ts';
import { limitsSchema } from './task-request.ts';

export const projectId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
  .describe('names a folder that lives on between calls; made with the first call');

export const executeRequestSchema = z
  .strictObject({
    code: z
      .string()
      .min(1)
      .max(1024 * 1024),
    language: z.enum(['python', 'shell']),
    projectId: projectId.optional().describe('without one the call has an empty folder of its own'),
    limits: limitsSchema.optional(),
  })
  .meta({ id: 'ExecuteRequest' });

export const executionSchema = z
  .object({
    stdout: z.string(),
    stderr: z.string(),
    exit_code: z.int().nullable().describe('null where nothing ran or a signal ended it'),
    duration_ms: z.number().nonnegative(),
    status: z.enum(taskStatuses),
    error: z.string().nullable().describe('why it did not succeed, and what to do about it'),
    findings: z.array(issueSchema).describe('what verification found; nothing ran when one is blocking'),
    artifacts: z.array(
      z.object({ name: z.string(), mediaType: z.string(), bytes: z.int().nonnegative(), url: z.string() }),
    ),
    warnings: z.array(z.string()),
    auditId: z.string(),
  })
  .meta({ id: 'Execution' });

export const projectFileSchema = z
  .object({ name: z.string(), bytes: z.int().nonnegative(), modifiedAt: z.iso.datetime() })
  .meta({ id: 'ProjectFile' });

export const projectSchema = z
  .object({
    id: projectId,
    bytes: z.int().nonnegative(),
    maxBytes: z.int().positive(),
    files: z.array(
      z.object({ name: z.string(), bytes: z.int().nonnegative(), modifiedAt: z.iso.datetime() }),
    ),
  })
  .meta({ id: 'Project' });

export const projectsSchema = z
  .object({
    projects: z.array(
      z.object({ id: projectId, files: z.int(), bytes: z.int(), modifiedAt: z.iso.datetime() }),
    ),
  })
  .meta({ id: 'Projects' });

export type ExecuteRequest = z.infer<typeof executeRequestSchema>;
export type Execution = z.infer<typeof executionSchema>;
export type Project = z.infer<typeof projectSchema>;
export type ProjectList = z.infer<typeof projectsSchema>;
export type ProjectFile = z.infer<typeof projectFileSchema>;
