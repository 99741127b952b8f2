import { z } from 'zod';
import { commonFields, counted, furtherTableSchema, omitted, tableFields } from './common.ts';

const sheetSchema = z.strictObject({
  name: z.string(),
  hidden: z.boolean(),
  load: z.string(),
  headerRow: counted.nullable().describe('0-based row of the header, null when none was found'),
  usedRange: z.string().nullable().describe('cells that hold something, such as "A1:F61"; null when empty'),
  mergedCells: counted.describe('merged ranges'),
  formulas: counted.describe('cells that hold a formula; `load` reads their saved results'),
  ...tableFields,
  furtherTables: z.array(furtherTableSchema).optional(),
});

const definedNameSchema = z.strictObject({
  name: z.string(),
  refersTo: z.string().describe('such as "Rates!$B$3"; empty where an .xlsb name is a formula'),
});

export const spreadsheetSchema = z.strictObject({
  ...commonFields,
  type: z.enum(['xlsx', 'xls', 'xlsm', 'xlsb', 'ods']),
  sheets: z.array(sheetSchema),
  omittedSheets: omitted,
  definedNames: z.array(definedNameSchema),
  hasMacros: z.boolean(),
});

export type SpreadsheetDescription = z.infer<typeof spreadsheetSchema>;
export type SheetDescription = z.infer<typeof sheetSchema>;
