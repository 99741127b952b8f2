import { z } from 'zod';
import { approvalModes, reviewPolicies } from '../policies.ts';
import { fileReferenceSchema } from './stored-file.ts';

export const taskId = z.string().regex(/^[0-9a-f]{32}$/);

const maxQueryCharacters = 100_000;
const maxCodeCharacters = 1024 * 1024;
const maxFiles = 100;

/** Ceilings that a request may lower, or raise as far as the service allows. */
export const limitsSchema = z.strictObject({
  timeoutSeconds: z.number().positive().max(86_400).optional(),
  memoryMiB: z.int().min(64).max(1_048_576).optional(),
  outputMiB: z.int().positive().max(1_048_576).optional(),
  diskMiB: z.int().positive().max(1_048_576).optional(),
});

/** A question to be answered with Python, or the Python itself; see `CodeTaskOptions` for what each choice means. */
export const taskRequestSchema = z
  .strictObject({
    query: z
      .string()
      .min(1)
      .max(maxQueryCharacters)
      .optional()
      .describe('the question; needed unless `code` is given'),
    code: z
      .string()
      .min(1)
      .max(maxCodeCharacters)
      .optional()
      .describe('Python to verify and run instead of asking a model for it'),
    context: z
      .string()
      .max(maxQueryCharacters)
      .optional()
      .describe('what a model should know beside the question'),
    files: z.array(fileReferenceSchema).max(maxFiles).optional(),
    follows: taskId
      .optional()
      .describe('an earlier task: its files come along, and a model is told its question and answer'),
    skipBadFiles: z.boolean().optional(),
    limits: limitsSchema.optional(),
    maxIterations: z.int().min(1).max(10).optional(),
    seed: z
      .int()
      .min(0)
      .max(2 ** 32 - 1)
      .optional(),
    approval: z.enum(approvalModes).optional(),
    review: z.enum(reviewPolicies).optional(),
    cache: z.boolean().optional(),
    background: z.boolean().optional().describe('answers at once; the task goes on when the client leaves'),
  })
  .meta({ id: 'TaskRequest' });

export type TaskRequest = z.infer<typeof taskRequestSchema>;

const codeSha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .optional()
  .describe('of the program that was seen; where another one waits by now, nothing is decided');

/** A person's answer to a program that waits; edited code is verified and asked about again. */
export const decisionSchema = z
  .discriminatedUnion('action', [
    z.strictObject({ action: z.literal('approve'), codeSha256 }),
    z.strictObject({ action: z.literal('reject'), reason: z.string().max(2_000).optional() }),
    z.strictObject({
      action: z.literal('edit'),
      code: z.string().min(1).max(maxCodeCharacters),
      codeSha256,
    }),
  ])
  .meta({ id: 'Decision' });

export type DecisionRequest = z.infer<typeof decisionSchema>;
