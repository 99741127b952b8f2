import { defineTool } from '../define-tool.ts';
import type { Tool } from '../tool.ts';
import type { PythonToolCall } from './python-calls.ts';
import { type PythonToolName, pythonInputs, pythonToolNames, pythonWords } from './python-declarations.ts';
import { type PythonToolResult, pythonResultSchema } from './python-result.ts';
import { replyText } from './reply-text.ts';

type Perform = (name: PythonToolName, args: unknown, call: PythonToolCall) => Promise<PythonToolResult>;

/** The tools in the shape that adapters take; what is printed goes to the call's events. */
export function neutralTools(perform: Perform): Tool[] {
  return pythonToolNames.map((name): Tool => {
    return defineTool<object, PythonToolResult>({
      name,
      ...pythonWords[name],
      inputSchema: pythonInputs[name],
      outputSchema: pythonResultSchema,
      failure: (status, problem) => ({ success: false, error: problem, errorType: status }),
      run: async (input, { signal, onEvent }) => {
        const onOutput = onEvent && ((chunk: Chunk) => onEvent({ type: 'output', ...chunk }));
        const output = await perform(name, input, { signal, onOutput });
        return { text: replyText(output), isError: !output.success, output, result: null };
      },
    });
  });
}

type Chunk = { stream: 'stdout' | 'stderr'; text: string };
