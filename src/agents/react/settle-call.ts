import { isDeepStrictEqual } from 'node:util';
import type { ApprovalDecision, ApprovalRequest, ResumeDecision } from '../../contracts/approval.ts';
import type { TaskEvent } from '../../contracts/task-event.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { failedTask, taskReply } from '../../tools/task-output.ts';
import type { ToolReply } from '../../tools/tool.ts';
import type { Toolbox } from '../../tools/toolbox.ts';
import type { PendingCall } from './approval-pause.ts';

interface Settling {
  /** The request that was decided: the call's own, or one that followed when its program was edited. */
  request: ApprovalRequest;
  decision: ApprovalDecision;
  signal: AbortSignal | undefined;
  onEvent: (event: TaskEvent) => void;
}

/** The reply of a call whose program waited for this decision. A request that can't be approved any more is a reply as well, so that the conversation goes on. */
export async function settleCall(
  toolbox: Toolbox,
  { files, request: waiting }: PendingCall,
  { request, decision, signal, onEvent }: Settling,
): Promise<ToolReply> {
  const { approvals } = toolbox.coder();
  let answer: ResumeDecision;
  try {
    answer = decision.action === 'approve' ? { ...decision, grant: approvals.grant(request) } : decision;
  } catch (error) {
    const isVoid = error instanceof CoderError && error.code === 'input-invalid';
    if (!isVoid || !isDeepStrictEqual(request, waiting)) throw error;
    return {
      text: `Status: expired\nProblem: ${error.message}`,
      isError: true,
      output: failedTask('input-invalid', error.message),
      result: null,
    };
  }
  const given = decision.action === 'reject' ? [] : toolbox.find(files);
  const { outputDir, functions } = toolbox.task({});
  const result = await approvals.resume(request, answer, {
    files: given,
    outputDir,
    functions,
    signal,
    onEvent,
  });
  return taskReply(toolbox.keep(result));
}
