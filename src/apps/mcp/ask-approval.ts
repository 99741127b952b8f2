import {
  acceptedContent,
  type CallToolResult,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { ToolReply } from '../../tools/tool.ts';
import { dataBlock } from '../../tools/tool-text.ts';
import { approvalAnswerSchema, approvalQuestion } from './approval-question.ts';
import { canAskPerson, clientName } from './client-abilities.ts';
import { decideApproval } from './decide-approval.ts';
import type { McpConversation } from './mcp-conversation.ts';
import { progressOf } from './progress.ts';
import { replyContent, taskContent } from './reply-content.ts';
import type { ApprovalState, Service } from './service.ts';

/** One connection as the tools see it. */
export interface Connection {
  service: Service;
  conversation: McpConversation;
  server: McpServer;
}

const questionKey = 'approval';

const undecided =
  'Nobody decided, so the program did not run. Do not call the tool again for this unless the user asks for it.';

/** Turns a task that waits for an approval into a question to the person behind the client, or says how it can be decided without one. */
export async function askApproval(
  { service, conversation, server }: Connection,
  { tool, reply, names }: { tool: string; reply: ToolReply; names: string[] },
  context: ServerContext,
): Promise<CallToolResult | InputRequiredResult> {
  const { result } = reply;
  const request = result?.approvalRequest;
  if (result === null || request === undefined) return replyContent(reply);
  const found = conversation.files.find(names);
  conversation.approvals.add({ request, result, files: 'files' in found ? found.files : [] });
  const { callId, code } = request;
  const question = approvalQuestion(request);
  if (question !== null && canAskPerson(server, context)) {
    const requestState = await service.states.mint({ callId, tool }, context);
    return inputRequired({ inputRequests: { [questionKey]: question }, requestState });
  }
  const how = service.approveByTool === true ? howByTool(callId) : howByHand;
  return replyContent(reply, `${dataBlock('The program', code)}\n${how}`);
}

/** The tool call that comes back with the person's answer. */
export async function answerApproval(
  { service, conversation, server }: Connection,
  { callId }: ApprovalState,
  { context, signal }: { context: ServerContext; signal: AbortSignal },
): Promise<CallToolResult> {
  const { inputResponses } = context.mcpReq;
  const answer = acceptedContent(inputResponses, questionKey, approvalAnswerSchema);
  const response = inputResponse(inputResponses, questionKey);
  const isDeclined = response.kind === 'elicit' && response.action === 'decline';
  const pending = conversation.approvals.find(callId);
  if (answer === undefined && !isDeclined && pending !== undefined)
    return taskContent(pending.result, undecided);
  const { decision, reason } = answer ?? { decision: 'reject', reason: 'declined' };
  const approver = `person asked by MCP client ${JSON.stringify(clientName(server, context))}`;
  return taskContent(
    await decideApproval(service, conversation, {
      callId,
      decision,
      reason,
      approver,
      signal,
      onEvent: progressOf(context),
    }),
  );
}

function howByTool(callId: string): string {
  return `Show the program to the user and wait for the answer. Only when the user has said yes, call resume_python with callId "${callId}" and decision "approve"; when the user says no, with decision "reject".`;
}

const howByHand =
  'This client can\'t show the program to a person, so it can\'t run here. Tell the user that the same task can be approved at a terminal: python-coder "<the task>" --file <file> --approve always.';
