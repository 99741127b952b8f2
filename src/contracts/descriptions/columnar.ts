import { z } from 'zod';
import { commonFields, counted, tableFields } from './common.ts';

export const columnarSchema = z.strictObject({
  ...commonFields,
  type: z.enum(['parquet', 'feather', 'arrow', 'orc']),
  ...tableFields,
  storageTypes: z.record(z.string(), z.string()).describe('Arrow type of each described column'),
  rowGroups: counted.describe('row groups, stripes or record batches'),
  compression: z.string().nullable(),
});

export const statisticsSchema = z.strictObject({
  ...commonFields,
  type: z.enum(['sav', 'dta', 'sas7bdat']),
  ...tableFields,
  title: z.string().nullable(),
  valueLabels: z
    .record(z.string(), z.record(z.string(), z.string()))
    .describe('column → stored value → what it means'),
  omittedValueLabels: counted,
});
