import { z } from 'zod';
import { columnSchema, commonFields, counted, embeddedTableSchema, omitted, textFields } from './common.ts';

export const textSchema = z.strictObject({
  ...commonFields,
  type: z.enum(['txt', 'md', 'log', 'rtf', 'html']),
  ...textFields,
  lineCount: counted,
  wordCount: counted,
  headings: z.array(z.string()).describe('the first headings'),
  omittedHeadings: omitted.optional(),
  textPreview: z.string(),
  linePattern: z
    .string()
    .optional()
    .describe('Python regular expression with named groups that fits most lines of a log'),
  lineFormat: z.string().optional().describe('what `linePattern` is known as, such as "Combined Log Format"'),
  matchedLines: counted.optional().describe('lines that `linePattern` fits'),
  timeRange: z.strictObject({ from: z.string(), to: z.string() }).optional(),
  levels: z.record(z.string(), counted).optional().describe('level of a log line → how many lines have it'),
  title: z.string().optional().describe('title of an HTML page or a rich text'),
  tables: z
    .array(embeddedTableSchema)
    .optional()
    .describe('tables of an HTML page, in the order of pd.read_html'),
  omittedTables: omitted.optional(),
  columns: z.array(columnSchema).optional().describe('of the table that `load` gives'),
  omittedColumns: omitted.optional(),
  rowCount: counted.optional().describe('of the table that `load` gives'),
});

export type TextDescription = z.infer<typeof textSchema>;
