import { z } from 'zod';
import { defineTool } from './define-tool.ts';
import { failedTask, type TaskOutput, taskOutputSchema, taskReply } from './task-output.ts';
import type { Tool } from './tool.ts';
import { openToolbox, type ToolboxOptions } from './toolbox.ts';

const description = `Answers a question that needs computation or the content of files: it reads the files, writes a Python \
program (pandas, numpy, scipy, scikit-learn, matplotlib and readers for office, PDF, scientific and image formats), checks the \
program, runs it in an isolated process without network, and returns what it printed and the files it wrote, such as plots.
Call it for: statistics, filtering, joining and converting data, plots, extracting values from documents, any arithmetic beyond \
a few digits, running an algorithm. Do not call it for general knowledge, opinions, translations, or anything that needs the \
internet. One call does one self-contained task: say exactly what to compute, in which unit and form, and name every file it \
needs. It remembers nothing of earlier calls except the files they wrote.`;

const withFunctions = `\nIts programs can call the functions that the owner of this host declared; when you know that a task needs one, name it.`;

const inputSchema = z.object({
  query: z
    .string()
    .min(1)
    .describe('What to compute, complete in itself, in plain words; never Python code.'),
  files: z.array(z.string()).max(50).optional().describe('Names of the files the task needs.'),
  context: z
    .string()
    .optional()
    .describe('Facts the program needs that are in no file, for example definitions or an earlier result.'),
});

export type PythonCoderInput = z.infer<typeof inputSchema>;

/** The whole chain as one tool: describes the files, has Python written, verified and run, and returns the answer. */
export function createPythonCoderTool(options: ToolboxOptions = {}): Tool<PythonCoderInput, TaskOutput> {
  const toolbox = openToolbox(options);
  return defineTool({
    name: 'python_coder',
    title: 'Answer with Python',
    description: options.functions === undefined ? description : `${description}${withFunctions}`,
    inputSchema,
    outputSchema: taskOutputSchema,
    failure: failedTask,
    run: async ({ query, files = [], context }, call) => {
      const result = await toolbox
        .coder()
        .executeCodeTask(query, { ...toolbox.task(call), files: toolbox.find(files), context });
      return taskReply(toolbox.keep(result));
    },
  });
}
