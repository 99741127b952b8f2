import { z } from 'zod';
import { CoderError, type ErrorCode } from '../errors/coder-error.ts';
import { cleanText } from '../text/clean-text.ts';
import type { Tool, ToolCall, ToolReply } from './tool.ts';

type Definition<Input extends object, Output extends object> = Omit<Tool<Input, Output>, 'call'> & {
  /** What a reply is when there is nothing but a problem to tell. */
  failure(status: ErrorCode, problem: string): Output;
  run(input: Input, call: ToolCall): Promise<ToolReply<Output>>;
};

/** Makes a tool whose call never rejects: wrong arguments and faults of the host become replies that say what to do. */
export function defineTool<Input extends object, Output extends object>(
  definition: Definition<Input, Output>,
): Tool<Input, Output> {
  const { failure, run, ...facts } = definition;
  const problem = (status: ErrorCode, message: string): ToolReply<Output> => {
    const shown = cleanText(message, 4_000);
    return {
      text: `Status: ${status}\nProblem: ${shown}`,
      isError: true,
      output: failure(status, shown),
      result: null,
    };
  };
  return {
    ...facts,
    call: async (input, call = {}) => {
      const parsed = definition.inputSchema.safeParse(input);
      if (!parsed.success) {
        return problem('input-invalid', `The arguments do not fit: ${z.prettifyError(parsed.error)}`);
      }
      try {
        return await run(parsed.data, call);
      } catch (error) {
        return error instanceof CoderError
          ? problem(error.code, error.message)
          : problem('internal', 'The tool failed inside; the program around it has the details.');
      }
    },
  };
}
