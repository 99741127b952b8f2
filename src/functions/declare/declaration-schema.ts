import { z } from 'zod';
import { longestSeconds } from '../../config/schema.ts';
import { conversionNames } from '../bind/conversions.ts';
import { areSpecifiers, isModuleName, isPythonName, isRequirement, isToolName } from './python-names.ts';

const pauseSeconds = z.number().min(0).max(3600);
const fileName = z
  .string()
  .min(1)
  .max(1000)
  .refine((text) => !text.includes('\0'), 'must be a path');
const className = z.string().refine(isPythonName, 'must be the name of an exception class');
const network = /^(?:[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\]):(\d{1,5})$/i;
const json = z.unknown();

/** What the whole set of functions can say, and then each function for itself instead. */
export const sharedShape = {
  python_path: z
    .array(fileName)
    .max(50)
    .describe('folders that modules are searched in, relative to this file; its own folder unless given')
    .meta({ examples: [['./tools']] }),
  timeout: z
    .number()
    .positive()
    .max(longestSeconds)
    .describe('seconds that one call may take')
    .meta({ examples: [30] }),
  memory_limit_mb: z
    .int()
    .min(64)
    .max(1_048_576)
    .describe('memory that one call may use')
    .meta({ examples: [256] }),
  allowed_imports: z
    .array(z.string().refine(isModuleName, 'must be the name that is imported, not that of its package'))
    .max(200)
    .describe('the only modules its sources may import, besides local ones')
    .meta({ examples: [['pandas', 'numpy']] }),
  requires_python: z
    .string()
    .refine(areSpecifiers, 'must be versions as in PEP 440')
    .describe('versions of Python that it works with')
    .meta({ examples: ['>=3.11,<3.14'] }),
  requires: z
    .array(
      z.string().refine(isRequirement, 'must be a package and its versions, without markers or addresses'),
    )
    .max(200)
    .describe('packages that it needs, with their versions')
    .meta({ examples: [['pandas>=2.0']] }),
};

export const setSchema = z.strictObject(sharedShape).partial();

const retrySchema = z.strictObject({
  attempts: z
    .int()
    .min(1)
    .max(10)
    .describe('calls altogether, the first among them')
    .meta({ examples: [3] }),
  backoff: z
    .union(
      [
        pauseSeconds,
        z.strictObject({
          initial: pauseSeconds.describe('seconds before the second attempt'),
          factor: z
            .number()
            .min(1)
            .max(10)
            .optional()
            .describe('what each pause is multiplied with; 2 unless given'),
          max: pauseSeconds.optional().describe('seconds that a pause never exceeds; 30 unless given'),
        }),
      ],
      'must be seconds or a mapping of initial, factor and max',
    )
    .optional()
    .describe('seconds between attempts, or how they grow; 1, 2, 4 … up to 30 unless given')
    .meta({ examples: [{ initial: 1, factor: 2, max: 30 }] }),
  on: z
    .array(z.string().min(1).max(200))
    .min(1)
    .max(50)
    .describe('what is tried again: statuses of a call, or names of exception classes')
    .meta({ examples: [['timed-out', 'ConnectionError']] }),
});

const exampleSchema = z.strictObject({
  name: z.string().min(1).max(200).optional().describe('what the example shows'),
  arguments: z
    .record(z.string(), json)
    .describe('what the call gives')
    .meta({ examples: [{ count: 2 }] }),
  result: json.optional().describe('what must come back'),
  raises: className
    .optional()
    .describe('the exception that must be raised')
    .meta({ examples: ['ValueError'] }),
  files: z
    .array(fileName)
    .max(100)
    .optional()
    .describe('files that the function finds by name, relative to this file')
    .meta({ examples: [['./data/orders.csv']] }),
});

const convert = z.enum(conversionNames).optional().describe('what is made of it first');
const part = z.string().describe('a part of the result, such as result.total');

/** Shape of the way into the state; what its paths mean is read by `readPlacements`, which says all that is wrong with it. */
const resultSchema = z.union([
  z.string(),
  z.strictObject({
    to: z.string().describe('a place in the state, such as state.total'),
    from: part.optional(),
    convert,
  }),
  z.record(z.string(), z.union([part, z.strictObject({ from: part.optional(), convert })])),
]);

/** One entry of `python_functions`. */
export const functionSchema = z
  .strictObject({
    name: z
      .string()
      .refine(isToolName, 'must be at most 64 ASCII letters, digits and _, and no keyword of Python')
      .describe('what it is called by; no other function has it')
      .meta({ examples: ['clean_orders'] }),
    module: z
      .string()
      .refine(isModuleName, 'must be a dotted name such as my_tools.orders; a path is a file')
      .optional()
      .describe('the module it stands in; either this or file')
      .meta({ examples: ['my_tools.data_processing'] }),
    file: fileName
      .refine((name) => name.endsWith('.py'), 'must be a path that ends with .py; a dotted name is a module')
      .optional()
      .describe('the Python file it stands in, relative to this file; either this or module')
      .meta({ examples: ['./tools/orders.py'] }),
    function: z
      .string()
      .refine(isPythonName, 'must be the name of a function at the top of its module')
      .describe('its name in the Python source')
      .meta({ examples: ['process_data'] }),
    description: z
      .string()
      .min(1)
      .max(10_000)
      .optional()
      .describe('what agents are told of it; its docstring unless given')
      .meta({ examples: ['Cleans a list of orders.'] }),
    parameters: z
      .record(z.string().refine(isPythonName, 'must be the name of a parameter'), json)
      .optional()
      .describe(
        `constants, or texts with \${state.path}, \${state.path:-default} or \${env.NAME}; $\${ is a literal \${`,
      )
      .meta({ examples: [{ input_data: `\${state.raw_data}` }] }),
    ...setSchema.shape,
    retry: retrySchema
      .optional()
      .describe('when a call is tried again')
      .meta({ examples: [{ attempts: 3, on: ['timed-out', 'ConnectionError'] }] }),
    result: resultSchema
      .optional()
      .describe('where the result goes in the state: a path, a part with a conversion, or a mapping of paths')
      .meta({ examples: ['state.cleaned', { 'state.total': 'result.total' }] }),
    seed: z
      .int()
      .min(0)
      .max(2 ** 32 - 1)
      .optional()
      .describe('makes its random numbers the same in every call')
      .meta({ examples: [7] }),
    network: z
      .union(
        [z.boolean(), z.array(z.string().refine(isHostAndPort, 'must be "host:port"')).min(1).max(100)],
        'must be true, false or a list of "host:port"',
      )
      .optional()
      .describe('what it may reach, where the calling process allows it too')
      .meta({ examples: [['api.example.com:443']] }),
    env: z
      .array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,199}$/, 'must be the name of a variable'))
      .max(100)
      .optional()
      .describe('variables of the environment that it is given')
      .meta({ examples: [['API_KEY']] }),
    examples: z
      .array(exampleSchema)
      .max(200)
      .optional()
      .describe('calls that are tried by "functions test"')
      .meta({ examples: [[{ arguments: { a: 1, b: 2 }, result: 3 }]] }),
  })
  .meta({ oneOf: [{ required: ['module'] }, { required: ['file'] }] });

export type RawFunction = z.infer<typeof functionSchema>;
export type RawSet = z.infer<typeof setSchema>;

function isHostAndPort(text: string): boolean {
  const port = Number(network.exec(text)?.[1] ?? 0);
  return port >= 1 && port <= 65_535;
}
