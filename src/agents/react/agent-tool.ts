import type { DynamicStructuredTool } from '@langchain/core/tools';
import { tool } from '@langchain/core/tools';
import type { ApprovalPolicy } from '../../contracts/approval.ts';
import type { TaskEvent } from '../../contracts/task-event.ts';
import type { Tool, ToolReply } from '../../tools/tool.ts';
import { wireName } from '../../tools/wire-name.ts';
import type { RecordedReply } from '../agent-event.ts';

interface CallRuntime {
  signal?: AbortSignal;
  writer?: ((chunk: unknown) => void) | null;
}

interface Surroundings {
  approval: ApprovalPolicy | undefined;
  running: Set<Promise<unknown>>;
  metadata?: Record<string, unknown>;
}

/** A tool as the agent's graph calls it; what stays in the conversation is the small record of the reply. Calls are in `running` until they end: the graph forgets those of a cancelled turn. */
export function agentTool(given: Tool, { approval, running, metadata }: Surroundings): DynamicStructuredTool {
  const call = async (input: object, runtime: CallRuntime = {}): Promise<[string, RecordedReply]> => {
    const { signal, writer } = runtime;
    const onEvent = (event: TaskEvent) => writer?.({ type: 'task-event', event });
    const work = given.call(input, { signal, approval, onEvent });
    running.add(work);
    const reply = await work.finally(() => running.delete(work));
    return [reply.text, recordReply(reply)];
  };
  return tool(call, {
    name: wireName(given.name),
    description: given.description,
    schema: given.inputSchema,
    responseFormat: 'content_and_artifact',
    ...(metadata && { metadata }),
  }) as unknown as DynamicStructuredTool;
}

/** What is kept of a reply. */
export function recordReply({ text, isError, result, call }: ToolReply): RecordedReply {
  const ended = result ?? call;
  return {
    text,
    isError,
    status: ended?.status ?? null,
    auditId: ended?.auditId ?? null,
    artifacts: ended?.artifacts ?? [],
    ...(result?.approvalRequest === undefined ? {} : { approvalRequest: result.approvalRequest }),
  };
}
