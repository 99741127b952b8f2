import { z } from 'zod';

const count = z.number().int().nonnegative();

/** How many of a list were left out to keep the description small. */
export const omitted = count.describe('entries left out to keep the description small');
export const counted = count;

export const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A text column that is mostly numbers: what stands in the way of the rest. */
const numericTextSchema = z.strictObject({
  count: count.describe('cells that `float` reads'),
  others: z.array(z.string()).describe('texts of the other cells, the most frequent first'),
  omittedOthers: omitted.optional(),
  min: z.number(),
  max: z.number(),
});

export const columnSchema = z.strictObject({
  name: z.string(),
  dtype: z.string().describe('dtype as pandas reports it after the `load` expression'),
  nullCount: count,
  distinctCount: count.optional(),
  min: cell.optional(),
  max: cell.optional(),
  examples: z.array(cell).describe('at most three distinct values'),
  numericText: numericTextSchema.optional(),
  values: z.array(cell).optional().describe('all values of a column of texts that has few'),
  label: z.string().optional().describe('what the variable means, as the file says'),
});

/** One column as pandas sees it; names and examples are untrusted text of the file's author. */
export type Column = z.infer<typeof columnSchema>;

/** What every table has, whatever file it stands in. */
export const tableFields = {
  columns: z.array(columnSchema),
  omittedColumns: omitted,
  otherColumns: z.array(z.string()).optional().describe('names of columns left out of `columns`'),
  rowCount: count.describe('exact data rows, header excluded'),
  sampleData: z.array(z.record(z.string(), cell)).describe('the first rows, at most three'),
};

/** Another table of the same file or sheet; the one with the most rows is described in its place. */
export const furtherTableSchema = z.strictObject({
  title: z.string().nullable().describe('the text above it'),
  place: z.string().describe('such as "lines 8 to 20" or "G3:J20"'),
  load: z.string(),
  ...tableFields,
  notes: z.array(z.string()).describe('warnings about this table'),
});

export const textFields = {
  encoding: z.string().describe('Python codec name'),
  encodingConfidence: z.number().min(0).max(1),
};

/** What every description has. */
export const commonFields = {
  name: z.string().describe('the name under which the program opens the file in its working folder'),
  mediaType: z.string(),
  bytes: count,
  sizeMb: z.number().nonnegative(),
  sha256: z.string(),
  load: z.string().describe('a Python expression that was run successfully on this file'),
  imports: z.array(z.string()).describe('the import statements that `load` needs'),
  warnings: z.array(z.string()),
};

/** Size and first row of a table inside a document. */
export const embeddedTableSchema = z.strictObject({
  rows: count.describe('all rows, a header included'),
  columns: count,
  header: z.array(z.string()).describe('cells of the first row'),
});

/** Free key and value pairs of the file's author, for example a title or the units of a variable. */
export const attributes = z.record(z.string(), cell);
