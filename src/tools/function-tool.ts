import type { CallOptions, FunctionRegistry, PythonFunction } from '../contracts/python-functions.ts';
import { cleanText } from '../text/clean-text.ts';
import { bindFiles, takesFiles } from './bind-files.ts';
import { carriedSchema } from './carried-schema.ts';
import { defineTool } from './define-tool.ts';
import { type FunctionOutput, failedCall, functionOutput, functionOutputSchema } from './function-output.ts';
import { functionText } from './function-text.ts';
import type { Tool } from './tool.ts';
import { openToolbox, type ToolboxOptions } from './toolbox.ts';

const maxDescriptionChars = 4_000;
const aboutFiles =
  'Where a parameter is a file, give the name of one that was provided or that an earlier call wrote.';

export interface FunctionToolOptions extends Pick<ToolboxOptions, 'files' | 'outputDir'> {
  /** At most what each declaration and the configuration give. */
  limits?: CallOptions['limits'];
}

export type FunctionTool = Tool<Record<string, unknown>, FunctionOutput>;

/** One declared function as a tool. What the model sees is the schema pydantic wrote, and pydantic checks what the model gives. */
export function functionTool(
  registry: FunctionRegistry,
  { name, description, parameters }: PythonFunction,
  options: FunctionToolOptions = {},
): FunctionTool {
  const toolbox = openToolbox(options);
  const { limits, outputDir } = options;
  const about = cleanText(description, maxDescriptionChars);
  return defineTool({
    name,
    title: name,
    description: takesFiles(parameters) ? `${about}\n${aboutFiles}`.trimStart() : about,
    inputSchema: carriedSchema(parameters),
    outputSchema: functionOutputSchema,
    failure: failedCall,
    run: async (input, { signal, onEvent }) => {
      const { values, files, problem } = bindFiles(parameters, input, toolbox.shelf);
      const place = outputDir === undefined ? {} : { outputDir };
      const ended = await registry.call(name, values, { files, limits, ...place, signal, onEvent });
      const call = toolbox.keep(ended);
      const missing = !call.success && problem !== null ? `\n${problem}` : '';
      return {
        text: `${functionText(call)}${missing}`,
        isError: !call.success,
        output: functionOutput(call),
        result: null,
        call,
      };
    },
  });
}

/** All functions of a registry as tools of one conversation: what one of them wrote, each of them may read. */
export async function functionTools(
  registry: FunctionRegistry,
  options: FunctionToolOptions = {},
): Promise<FunctionTool[]> {
  const { shelf } = openToolbox(options);
  const functions = await registry.list();
  return functions.map((declared) => functionTool(registry, declared, { ...options, files: shelf }));
}
