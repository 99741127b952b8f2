import { z } from 'zod';
import { defineTool } from './define-tool.ts';
import { functionsText } from './functions-text.ts';
import { failedTask, type TaskOutput, taskOutputSchema, taskReply } from './task-output.ts';
import type { Tool } from './tool.ts';
import { openToolbox, type ToolboxOptions } from './toolbox.ts';

const description = `Runs a Python program that you have written, after checking it, in an isolated process without network: \
CPython with pandas, numpy, scipy, scikit-learn, matplotlib and more. The named files stand in the current folder under their \
own names; files the program writes there are returned. The program must print its result. When the checks find a problem \
nothing runs and the findings are returned: correct the program and call again. Every call starts afresh, no variable survives.`;

const inputSchema = z.object({
  code: z.string().min(1).describe('The complete Python source.'),
  files: z.array(z.string()).max(50).optional().describe('Names of the files the program reads.'),
  purpose: z
    .string()
    .max(2_000)
    .optional()
    .describe('What the program is for, in one sentence, for the record.'),
});

export type ExecutePythonInput = z.infer<typeof inputSchema>;

/** Given code through the same verification, approval, sandbox and record; no model writes anything. */
export function createExecutePythonTool(options: ToolboxOptions = {}): Tool<ExecutePythonInput, TaskOutput> {
  const toolbox = openToolbox(options);
  return defineTool({
    name: 'execute_python',
    title: 'Run verified Python',
    description: `${description}${functionsText(options.functions)}`,
    inputSchema,
    outputSchema: taskOutputSchema,
    failure: failedTask,
    run: async ({ code, files = [], purpose }, call) => {
      const result = await toolbox
        .coder()
        .executeCode(code, { ...toolbox.task(call), files: toolbox.find(files), query: purpose });
      return taskReply(toolbox.keep(result));
    },
  });
}
