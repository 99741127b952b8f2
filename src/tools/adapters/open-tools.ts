import { createDescribeFilesTool } from '../describe-files-tool.ts';
import { createExecutePythonTool } from '../execute-python-tool.ts';
import { FileShelf } from '../file-shelf.ts';
import { createPythonCoderTool } from '../python-coder-tool.ts';
import type { Tool } from '../tool.ts';
import type { ToolboxOptions } from '../toolbox.ts';
import { createVerifyPythonTool } from '../verify-python-tool.ts';

const makers = {
  python_coder: createPythonCoderTool,
  describe_files: createDescribeFilesTool,
  verify_python: createVerifyPythonTool,
  execute_python: createExecutePythonTool,
} satisfies Record<string, (options: ToolboxOptions) => Tool>;

export type ToolName = keyof typeof makers;

export interface OpenToolsOptions extends ToolboxOptions {
  /** `python_coder` and `describe_files` unless given; `execute_python` and `verify_python` are for agents that write the program themselves. */
  tools?: ToolName[] | undefined;
}

/** Tools of one conversation: what one of them wrote, each of them may read. */
export function openTools({
  tools = ['python_coder', 'describe_files'],
  files = [],
  ...options
}: OpenToolsOptions): Tool[] {
  const shelf = files instanceof FileShelf ? files : new FileShelf(files);
  return tools.map((name) => makers[name]({ ...options, files: shelf }));
}
