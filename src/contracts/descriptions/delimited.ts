import { z } from 'zod';
import { commonFields, counted, furtherTableSchema, tableFields, textFields } from './common.ts';

export const delimitedSchema = z.strictObject({
  ...commonFields,
  type: z.enum(['csv', 'tsv']),
  ...textFields,
  delimiter: z.string(),
  hasHeader: z.boolean(),
  raggedRows: counted.describe('rows whose field count differs from the header'),
  ...tableFields,
  furtherTables: z.array(furtherTableSchema).optional(),
});

export type DelimitedDescription = z.infer<typeof delimitedSchema>;
