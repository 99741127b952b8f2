import { z } from 'zod';
import { cell, columnSchema, commonFields, counted, omitted } from './common.ts';

const fieldSchema = z.strictObject({
  ...columnSchema.shape,
  type: z.string().describe('declared type, empty when the table declares none'),
  nullable: z.boolean(),
  primaryKey: z.boolean(),
});

const databaseTableSchema = z.strictObject({
  name: z.string(),
  kind: z.enum(['table', 'view']),
  rowCount: counted.nullable().describe('null when counting takes too long'),
  fields: z.array(fieldSchema),
  omittedFields: omitted,
  foreignKeys: z.array(z.strictObject({ columns: z.array(z.string()), references: z.string() })),
  sampleData: z.array(z.record(z.string(), cell)),
  load: z.string(),
});

export const databaseSchema = z.strictObject({
  ...commonFields,
  type: z.enum(['sqlite']),
  tables: z.array(databaseTableSchema),
  omittedTables: omitted,
});

export type DatabaseDescription = z.infer<typeof databaseSchema>;
