import type { CallToolResult, InputRequiredResult, ServerContext } from '@modelcontextprotocol/server';
import type { Tool } from '../../tools/tool.ts';
import { answerApproval, askApproval, type Connection } from './ask-approval.ts';
import { type Attachment, readAttachments } from './attachments.ts';
import { progressOf } from './progress.ts';
import { sayProblem } from './say-problem.ts';
import type { ApprovalState } from './service.ts';

/** Arguments that fit a tool's schema over MCP. */
export interface McpInput {
  files?: string[] | undefined;
  attachments?: Attachment[] | undefined;
}

/** One call of a neutral tool: what the client sent becomes files, what the task wrote becomes content, and who must be asked is asked. */
export async function callTool(
  connection: Connection,
  tool: Tool,
  { input, context }: { input: McpInput; context: ServerContext },
): Promise<CallToolResult | InputRequiredResult> {
  const { service, conversation } = connection;
  return service.serve(context, (signal) =>
    sayProblem(service, async () => {
      const state = context.mcpReq.requestState<ApprovalState>();
      if (state?.tool === tool.name) return answerApproval(connection, state, { context, signal });
      const { attachments = [], files = [], ...rest } = input;
      const attached = readAttachments(attachments);
      conversation.files.attach(attached);
      const names = [...files, ...attached.map(({ name }) => name)];
      const reply = await tool.call({ ...rest, files: names }, { signal, onEvent: progressOf(context) });
      if (reply.result !== null) conversation.ledger.add(reply.result);
      return askApproval(connection, { tool: tool.name, reply, names }, context);
    }),
  );
}
