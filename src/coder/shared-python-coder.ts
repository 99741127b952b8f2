import type { CodeTaskOptions, CodeTaskResult } from '../contracts/code-task.ts';
import type { PythonCoder } from '../contracts/python-coder.ts';
import { createPythonCoder } from './create-python-coder.ts';

let shared: PythonCoder | null = null;

/** The tool agents call, with the configuration of the environment and the user's file; made at the first call. */
export const pythonCoderTool = {
  executeCodeTask(query: string, options: CodeTaskOptions = {}): Promise<CodeTaskResult> {
    shared ??= createPythonCoder();
    return shared.executeCodeTask(query, options);
  },
};
