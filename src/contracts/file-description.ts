import { z } from 'zod';

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const columnSchema = z.strictObject({
  name: z.string(),
  dtype: z.string().describe('dtype as pandas reports it after the `load` expression'),
  nullCount: z.number().int().nonnegative(),
  distinctCount: z.number().int().nonnegative().optional(),
  min: cell.optional(),
  max: cell.optional(),
  examples: z.array(cell).describe('at most three distinct values'),
});

/** One column as pandas sees it; names and examples are untrusted text of the file's author. */
export type Column = z.infer<typeof columnSchema>;

const table = {
  columns: z.array(columnSchema),
  omittedColumns: z
    .number()
    .int()
    .nonnegative()
    .describe('columns left out of `columns` to keep the description small'),
  rowCount: z.number().int().nonnegative().describe('exact data rows, header excluded'),
  sampleData: z.array(z.record(z.string(), cell)).describe('the first rows, at most three'),
};

const textFields = {
  encoding: z.string().describe('Python codec name'),
  encodingConfidence: z.number().min(0).max(1),
};

const common = {
  name: z.string().describe('the name under which the program opens the file in its working folder'),
  mediaType: z.string(),
  bytes: z.number().int().nonnegative(),
  sizeMb: z.number().nonnegative(),
  sha256: z.string(),
  load: z
    .string()
    .describe(
      'a Python expression that was run successfully on this file; needs `import pandas as pd` or `import json`',
    ),
  warnings: z.array(z.string()),
};

const sheetSchema = z.strictObject({
  name: z.string(),
  hidden: z.boolean(),
  load: z.string(),
  headerRow: z
    .number()
    .int()
    .nonnegative()
    .nullable()
    .describe('0-based row of the header, null when none was found'),
  ...table,
});

const delimitedSchema = z.strictObject({
  ...common,
  type: z.enum(['csv', 'tsv']),
  ...textFields,
  delimiter: z.string(),
  hasHeader: z.boolean(),
  raggedRows: z.number().int().nonnegative().describe('rows whose field count differs from the header'),
  ...table,
});

const excelSchema = z.strictObject({
  ...common,
  type: z.enum(['xlsx', 'xls', 'xlsm']),
  sheets: z.array(sheetSchema),
  omittedSheets: z.number().int().nonnegative(),
});

const keySchema = z.strictObject({
  name: z.string(),
  types: z.array(z.string()).describe('JSON types met under this key'),
  presence: z.number().min(0).max(1).describe('share of items that have the key'),
});

const jsonSchema = z.strictObject({
  ...common,
  type: z.enum(['json', 'jsonl']),
  ...textFields,
  structure: z.string().describe('for example "array of objects" or "object"'),
  keys: z.array(keySchema),
  omittedKeys: z.number().int().nonnegative(),
  itemCount: z.number().int().nonnegative(),
  depth: z.number().int().nonnegative(),
  recordPath: z
    .string()
    .nullable()
    .describe('key of the only array of objects inside a wrapping object, else null'),
  columns: z
    .array(columnSchema)
    .optional()
    .describe('present when the records form a flat table through `load`'),
  sampleData: z.array(z.unknown()),
});

const textSchema = z.strictObject({
  ...common,
  type: z.enum(['txt', 'md', 'log']),
  ...textFields,
  lineCount: z.number().int().nonnegative(),
  wordCount: z.number().int().nonnegative(),
  headings: z.array(z.string()),
  textPreview: z.string(),
});

export const fileDescriptionSchema = z.discriminatedUnion('type', [
  delimitedSchema,
  excelSchema,
  jsonSchema,
  textSchema,
]);

/** What the tool knows about one input file; identical in `describe`, in the prompts and in `fileMetadata`, at most a few KB. */
export type FileDescription = z.infer<typeof fileDescriptionSchema>;
export type DelimitedDescription = z.infer<typeof delimitedSchema>;
export type ExcelDescription = z.infer<typeof excelSchema>;
export type SheetDescription = z.infer<typeof sheetSchema>;
export type JsonDescription = z.infer<typeof jsonSchema>;
export type TextDescription = z.infer<typeof textSchema>;
