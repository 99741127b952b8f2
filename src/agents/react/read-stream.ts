import {
  type AIMessage,
  type BaseMessage,
  isAIMessage,
  isToolMessage,
  type ToolMessage,
} from '@langchain/core/messages';
import type { ApprovalRequest } from '../../contracts/approval.ts';
import { stripThinking } from '../../llm/strip-thinking.ts';
import type { AgentEvent, RecordedReply, Turn } from '../agent-event.ts';
import { ownReply } from './own-replies.ts';

type Tell = (event: AgentEvent) => void;

/** Turns LangGraph's stream of one run into our events, and gives the turn it amounts to; `begun` is a message with calls that the run goes on from. */
export async function readStream(
  stream: AsyncIterable<[string, unknown]>,
  { tell, own, begun }: { tell: Tell; own: readonly string[]; begun?: AIMessage | undefined },
): Promise<Turn> {
  const turn: Turn = { status: 'out-of-steps', text: '', calls: [] };
  const inputs = new Map<string, Record<string, unknown>>();
  if (begun !== undefined) readReply(begun, { turn, inputs, tell, own });
  for await (const [mode, chunk] of stream) {
    if (mode === 'custom') tell(chunk as AgentEvent);
    else if (mode === 'messages') tellText(chunk as [BaseMessage, { langgraph_node?: string }], tell);
    else readUpdates(chunk as Updates, { turn, inputs, tell, own });
  }
  tell({ type: 'answered', turn });
  return turn;
}

interface Update {
  messages?: BaseMessage[];
}

type Updates = Record<string, Update> & { __interrupt__?: { value: ApprovalRequest }[] };

interface Reading {
  turn: Turn;
  inputs: Map<string, Record<string, unknown>>;
  tell: Tell;
  /** Names of the tools whose records are ours. */
  own: readonly string[];
}

/** LangChain's name of the step in which the model replies. */
export const modelNode = 'model_request';

const nodes = { model: modelNode, tools: 'tools', pause: 'ApprovalPause.before_model' };
const limit = 'LimitModelCalls.before_model';

function readUpdates(chunk: Updates, reading: Reading): void {
  const { turn, tell } = reading;
  const [paused] = chunk.__interrupt__ ?? [];
  if (paused !== undefined) {
    Object.assign(turn, { status: 'approval-required', approvalRequest: paused.value });
    tell({ type: 'approval-required', request: paused.value });
  }
  for (const message of chunk[nodes.model]?.messages ?? []) {
    if (isAIMessage(message)) readReply(message, reading);
  }
  for (const node of [nodes.tools, nodes.pause]) {
    for (const message of chunk[node]?.messages ?? []) readToolMessage(message, reading);
  }
  const stopped = chunk[limit]?.messages?.at(-1);
  if (stopped !== undefined && isAIMessage(stopped) && turn.status !== 'answered') turn.text = stopped.text;
}

function readReply(message: AIMessage, { turn, inputs, tell }: Reading): void {
  const text = stripThinking(message.text);
  const calls = message.tool_calls ?? [];
  if (calls.length === 0) {
    Object.assign(turn, { status: 'answered', text });
    return;
  }
  if (text !== '') tell({ type: 'thought', text });
  for (const { id = '', name, args } of calls) {
    inputs.set(id, args);
    tell({ type: 'tool-called', id, name, input: args });
  }
}

function readToolMessage(message: BaseMessage, { turn, inputs, tell, own }: Reading): void {
  if (!isToolMessage(message)) return;
  const { tool_call_id: id, name = '' } = message;
  const reply = ownReply(message, own) ?? otherReply(message);
  if (reply.approvalRequest !== undefined) return;
  turn.calls.push({ name, input: inputs.get(id) ?? {}, reply });
  tell({ type: 'tool-ended', id, name, reply });
}

/** The reply of a stranger's tool, or of the framework where the arguments did not fit or the tool does not exist. */
function otherReply({ text, status }: ToolMessage): RecordedReply {
  return { text, isError: status === 'error', status: null, auditId: null, artifacts: [] };
}

function tellText(
  [message, { langgraph_node: node }]: [BaseMessage, { langgraph_node?: string }],
  tell: Tell,
): void {
  if (node === nodes.model && message.type === 'ai' && message.text !== '')
    tell({ type: 'text', text: message.text });
}
