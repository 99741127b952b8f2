import type { CodeTaskResult } from '../../contracts/code-task.ts';
import type { TaskEvent } from '../../contracts/task-event.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { openToolbox } from '../../tools/toolbox.ts';
import type { McpConversation } from './mcp-conversation.ts';
import type { Service } from './service.ts';

/** A person's answer to one request. */
export interface Decision {
  callId: string;
  decision: 'approve' | 'reject';
  reason?: string | undefined;
  /** Who decided and how, for the audit record. */
  approver: string;
}

interface Observer {
  signal: AbortSignal;
  onEvent: ((event: TaskEvent) => void) | undefined;
}

/** Runs exactly the program of a pending request, once, or ends its task. Throws `input-invalid` for a request that is not there. */
export async function decideApproval(
  { coder, outputDir, functions }: Service,
  { approvals, ledger, files: shelf }: McpConversation,
  { callId, decision, reason = '', approver, signal, onEvent }: Decision & Observer,
): Promise<CodeTaskResult> {
  const pending = approvals.take(callId);
  if (pending === undefined) {
    throw new CoderError(
      'No program waits for this decision: it was decided already, has expired, or was asked for by somebody else. Call the tool again.',
      { code: 'input-invalid' },
    );
  }
  const { request, files } = pending;
  const answer =
    decision === 'approve'
      ? ({ action: 'approve', grant: coder.approvals.grant(request), approver } as const)
      : ({ action: 'reject', reason, approver } as const);
  const resumed = await coder.approvals.resume(request, answer, {
    files,
    functions: functions?.registry,
    outputDir,
    signal,
    onEvent,
  });
  const result = openToolbox({ coder, files: shelf }).keep(resumed);
  ledger.add(result);
  return result;
}
