import { z } from 'zod';
import type { ApprovalPolicy } from '../../contracts/approval.ts';
import { createExecutePythonTool } from '../execute-python-tool.ts';
import { functionsText } from '../functions-text.ts';
import type { TaskOutput } from '../task-output.ts';
import type { Tool } from '../tool.ts';
import { dataBlock } from '../tool-text.ts';
import type { ToolboxOptions } from '../toolbox.ts';

const description = `Runs a complete Python program, once a person has approved it: it is checked first, then run in an isolated \
process without network, with pandas, numpy and matplotlib. The named files stand in the current folder; files the program writes \
there are kept. Print what you need to know. No variable survives a call.`;

const inputSchema = z.object({
  code: z.string().min(1).describe('The complete Python source.'),
  files: z.array(z.string()).max(50).optional().describe('Names of the files the program reads.'),
});

export type ExecutePythonCodeInput = z.infer<typeof inputSchema>;

/** What a fence of Python in a model's reply becomes. A person is asked before every program, unless the caller names another policy. */
export function createExecutePythonCodeTool(
  options: ToolboxOptions = {},
): Tool<ExecutePythonCodeInput, TaskOutput> {
  const given = createExecutePythonTool(options);
  return {
    ...given,
    name: 'builtin.execute_python_code',
    title: 'Run Python a person approved',
    description: `${description}${functionsText(options.functions)}`,
    inputSchema,
    call: async (input, call = {}) => {
      const approval = askedFirst(call.approval ?? options.approval);
      const reply = await given.call(input, { ...call, approval });
      const errors = reply.result?.stderr ?? '';
      if (errors === '') return reply;
      return { ...reply, text: `${reply.text}\n${dataBlock('Error stream of the program', errors)}` };
    },
  };
}

/** The configuration's policy is for programs that the coder writes to a question; here it is `always` until somebody says otherwise. */
function askedFirst(policy: ApprovalPolicy | undefined): ApprovalPolicy {
  if (typeof policy === 'object') return { ...policy, policy: policy.policy ?? 'always' };
  return policy ?? 'always';
}
