import { z } from 'zod';
import { commonFields } from './common.ts';

export const unusableSchema = z.strictObject({
  ...commonFields,
  type: z.enum(['unusable']),
  load: z.literal(''),
  problem: z.string().describe('why the file was left out; the program does not find it'),
});

export type UnusableDescription = z.infer<typeof unusableSchema>;
