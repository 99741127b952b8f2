import { z } from 'zod';
import { columnSchema, commonFields, counted, omitted, textFields } from './common.ts';

const keySchema = z.strictObject({
  name: z.string(),
  types: z.array(z.string()).describe('JSON types met under this key'),
  presence: z.number().min(0).max(1).describe('share of items that have the key'),
});

/** The records of a file that holds a tree, as far as they form a table. */
const recordFields = {
  itemCount: counted,
  depth: counted,
  columns: z
    .array(columnSchema)
    .optional()
    .describe('present when the records form a flat table through `load`'),
  omittedColumns: omitted.optional(),
  sampleData: z.array(z.unknown()),
};

export const jsonSchema = z.strictObject({
  ...commonFields,
  type: z.enum(['json', 'jsonl', 'yaml', 'toml']),
  ...textFields,
  structure: z.string().describe('for example "array of objects" or "object"'),
  keys: z.array(keySchema),
  omittedKeys: omitted,
  recordPath: z
    .string()
    .nullable()
    .describe('key of the only array of objects inside a wrapping object, else null'),
  documentCount: counted.optional().describe('documents of a YAML stream'),
  ...recordFields,
});

const elementSchema = z.strictObject({
  path: z.string().describe('names from the root, such as "orders/order/total"'),
  count: counted,
  attributes: z.array(z.string()),
  hasText: z.boolean(),
});

export const xmlSchema = z.strictObject({
  ...commonFields,
  type: z.enum(['xml']),
  ...textFields,
  rootElement: z.string(),
  namespaces: z.array(z.strictObject({ prefix: z.string(), uri: z.string() })),
  elements: z.array(elementSchema),
  omittedElements: omitted,
  recordPath: z.string().nullable().describe('XPath of the repeated element that `load` turns into rows'),
  ...recordFields,
});

export type JsonDescription = z.infer<typeof jsonSchema>;
export type XmlDescription = z.infer<typeof xmlSchema>;
