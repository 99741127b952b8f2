import { z } from 'zod';
import { functionSchema, setSchema } from './declaration-schema.ts';

const functions = z.array(functionSchema.meta({ id: 'PythonFunction' })).max(500);

const fileSchema = z.looseObject({
  ...setSchema.shape,
  functions: z
    .union([
      functions,
      z.strictObject({
        ...setSchema.shape,
        python_functions: functions.describe('Python functions that can be called by name'),
      }),
    ])
    .optional()
    .describe('Python functions that can be called by name, with what holds for all of them'),
  python_functions: functions.optional().describe('Python functions that can be called by name'),
});

/** The JSON Schema of a file of declarations, for editors; it is shipped as `config/functions.schema.json`. */
export function functionsFileSchema(): Record<string, unknown> {
  return {
    title: 'Python functions of python-coder',
    ...z.toJSONSchema(fileSchema, { io: 'input' }),
  };
}
