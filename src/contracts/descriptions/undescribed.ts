import { z } from 'zod';
import { commonFields } from './common.ts';

/** A file that the program finds, and that nothing looked into. */
export const undescribedSchema = z.strictObject({
  ...commonFields,
  type: z.enum(['undescribed']),
  load: z.literal(''),
});
