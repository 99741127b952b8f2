import { z } from 'zod';

const valueTypes = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'] as const;
const valueType = z.enum(valueTypes, { error: `a type is one of ${valueTypes.join(', ')}` });

/** What of JSON Schema a value of the state may say. */
const valueKeys = {
  type: z.union([valueType, z.array(valueType).min(1)]).optional(),
  description: z.string().optional(),
  enum: z.array(z.unknown()).min(1).optional(),
  get items() {
    return valueSchema.optional();
  },
  get properties() {
    return z.record(z.string(), valueSchema).optional();
  },
  required: z.array(z.string()).optional(),
  additionalProperties: z.boolean().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.int().min(0).optional(),
  maxLength: z.int().min(0).optional(),
  minItems: z.int().min(0).optional(),
  maxItems: z.int().min(0).optional(),
};

export const valueSchema: z.ZodType<Record<string, unknown>> = z.strictObject(valueKeys);

const stateValueSchema = z.union(
  [valueType, z.strictObject({ ...valueKeys, default: z.unknown().optional() })],
  { error: 'a value of the state is a type, such as number, or an object of type, default and description' },
);

const names = {
  state: z.string().regex(/^[\p{L}_][\p{L}\p{N}_]{0,63}$/u, {
    error: 'a name in the state has letters, digits and underscores, and begins with no digit',
  }),
  node: z.string({ error: 'a node has an id' }).regex(/^[\p{L}_][\p{L}\p{N}_-]{0,63}$/u, {
    error: 'the id of a node has letters, digits, underscores and hyphens, and begins with a letter',
  }),
};

const onErrorSchema = z.union(
  [z.literal('stop'), z.strictObject({ to: z.string().optional(), next: z.string().optional() })],
  { error: 'on_error is stop, or an object of to (where the error goes) and next (the node that goes on)' },
);

const nodeSchema = z.strictObject({
  id: names.node,
  type: z.literal('python', { error: 'the only type of nodes is python' }).default('python'),
  description: z.string().optional(),
  function: z.string({ error: 'a node names its function' }),
  parameters: z.record(z.string(), z.unknown(), { error: 'parameters are names with values' }).optional(),
  result: z.unknown().optional(),
  on_error: onErrorSchema.default('stop'),
});

const endsSchema = z.union([z.string(), z.array(z.string()).min(1)], {
  error: 'an edge names a node, START or END, or a list of nodes',
});

const edgeSchema = z.strictObject({
  from: endsSchema,
  to: endsSchema,
  when: z.string({ error: 'when is a condition in quotes, such as "state.total > 100"' }).optional(),
  default: z.literal(true, { error: 'default is true, or left out' }).optional(),
});

/** A workflow as its file says it. */
export const workflowSchema = z.strictObject({
  name: z.string({ error: 'a workflow has a name' }).min(1).max(200),
  description: z.string().optional(),
  max_steps: z.int().min(1).max(10_000).default(100),
  state: z.record(names.state, stateValueSchema).optional(),
  functions: z
    .union([z.string(), z.array(z.unknown()), z.record(z.string(), z.unknown())], {
      error: 'functions is the file that declares them, or an object with python_functions',
    })
    .optional(),
  nodes: z.array(nodeSchema, { error: 'nodes is a list' }).min(1),
  edges: z.array(edgeSchema, { error: 'edges is a list' }).min(1).optional(),
});

export type WorkflowFile = z.infer<typeof workflowSchema>;
export type WorkflowNode = z.infer<typeof nodeSchema>;
export type WorkflowEdge = z.infer<typeof edgeSchema>;
export type StateValue = z.infer<typeof stateValueSchema>;

/** The keys that are known at each kind of place in the file. */
export const knownKeys = {
  workflow: Object.keys(workflowSchema.shape),
  state: [...Object.keys(valueKeys), 'default'],
  nodes: Object.keys(nodeSchema.shape),
  edges: Object.keys(edgeSchema.shape),
  on_error: ['to', 'next'],
};
