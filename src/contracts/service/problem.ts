import { z } from 'zod';

/** Codes of the service alone; every other is one of `ErrorCode`. */
export const serviceCodes = [
  'unauthorized',
  'forbidden',
  'not-found',
  'conflict',
  'too-large',
  'too-many-requests',
  'unsupported',
  'unprocessable',
  'range-invalid',
  'not-allowed',
  'storage-full',
] as const;

/** The body of every answer that is no success, as `application/problem+json` (RFC 9457). */
export const problemSchema = z
  .object({
    type: z
      .string()
      .describe('a URI reference for the kind of problem, "about:blank" where `code` says it all'),
    title: z.string().describe('what the status means'),
    status: z.int().min(400).max(599),
    detail: z.string().describe('what went wrong and what to do about it'),
    code: z.string().describe('a closed code: one of the library or of the service'),
    requestId: z.string().describe('names the request in the logs of the service'),
    taskId: z.string().optional().describe('the task that the request became, where it became one'),
    errors: z
      .array(
        z.object({
          path: z.string(),
          message: z.string(),
          line: z.int().positive().nullable().optional(),
          column: z.int().positive().nullable().optional(),
        }),
      )
      .optional()
      .describe('each place in the request that does not fit'),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof problemSchema>;
export type ServiceCode = (typeof serviceCodes)[number];
