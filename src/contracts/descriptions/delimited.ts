import { z } from 'zod';
import { commonFields, counted, tableFields, textFields } from './common.ts';

export const delimitedSchema = z.strictObject({
  ...commonFields,
  type: z.enum(['csv', 'tsv']),
  ...textFields,
  delimiter: z.string(),
  hasHeader: z.boolean(),
  raggedRows: counted.describe('rows whose field count differs from the header'),
  ...tableFields,
});

export type DelimitedDescription = z.infer<typeof delimitedSchema>;
