import type { CodeTaskResult } from '../contracts/code-task.ts';
import type { CodeTaskOptions } from '../contracts/code-task-options.ts';
import type { PythonCoder } from '../contracts/python-coder.ts';
import { createPythonCoder } from './create-python-coder.ts';

let shared: PythonCoder | null = null;

/** The one coder of everybody in this process who brings none of their own, with the configuration of the environment and the user's file; made at the first call. */
export function sharedPythonCoder(): PythonCoder {
  shared ??= createPythonCoder();
  return shared;
}

/** The tool agents call. */
export const pythonCoderTool = {
  executeCodeTask(query: string, options: CodeTaskOptions = {}): Promise<CodeTaskResult> {
    return sharedPythonCoder().executeCodeTask(query, options);
  },
};
