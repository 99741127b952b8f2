import { z } from 'zod';
import { issueSchema } from '../contracts/issue.ts';
import { defineTool } from './define-tool.ts';
import type { Tool } from './tool.ts';
import { dataBlock } from './tool-text.ts';
import { openToolbox, type ToolboxOptions } from './toolbox.ts';

const description = `Checks a Python program without running it: syntax, imports and calls the sandbox refuses, likely mistakes, \
and, when files are named, whether the columns, sheets and keys it uses exist in them.`;

const inputSchema = z.object({
  code: z
    .string()
    .min(1)
    .max(1024 * 1024)
    .describe('The complete Python source.'),
  files: z.array(z.string()).max(50).optional().describe('Names of the files the program reads.'),
});

const outputSchema = z.object({
  runnable: z.boolean().describe('true when execute_python would run it'),
  issues: z.array(issueSchema),
  error: z.string().nullable(),
});

export type VerifyPythonInput = z.infer<typeof inputSchema>;
export type VerifyPythonOutput = z.infer<typeof outputSchema>;

/** The static findings about a program, against the files it names. */
export function createVerifyPythonTool(
  options: ToolboxOptions = {},
): Tool<VerifyPythonInput, VerifyPythonOutput> {
  const toolbox = openToolbox(options);
  return defineTool({
    name: 'verify_python',
    title: 'Check Python',
    description,
    inputSchema,
    outputSchema,
    failure: (_status, problem) => ({ runnable: false, issues: [], error: problem }),
    run: async ({ code, files = [] }, { signal, onEvent }) => {
      const { functions } = toolbox.task({});
      const { issues } = await toolbox
        .coder()
        .verifyCode(code, { files: toolbox.find(files), functions, signal, onEvent });
      const runnable = issues.every(({ severity }) => severity === 'minor');
      const verdict = runnable ? 'The program may run.' : 'The program would be refused.';
      const found = JSON.stringify(issues, null, 1);
      return {
        text: issues.length === 0 ? verdict : `${verdict}\n${dataBlock('Findings', found)}`,
        isError: false,
        output: { runnable, issues, error: null },
        result: null,
      };
    },
  });
}
