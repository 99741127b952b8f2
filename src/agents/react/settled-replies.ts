import {
  type AIMessage,
  type BaseMessage,
  isAIMessage,
  isToolMessage,
  ToolMessage,
} from '@langchain/core/messages';
import { ownReply } from './own-replies.ts';

const text =
  'Status: lost\nProblem: The call was interrupted before it ended. Call again if its answer is still needed.';

/**
 * A reply for every call of the model's latest message, because servers refuse a conversation in which a call has none.
 * Those that ended are given again, since the graph drops what was not followed by a step of its own; those that did not,
 * or that wait for an approval nobody was asked for, are lost.
 */
export function settledReplies(messages: BaseMessage[]): ToolMessage[] {
  const last = messages.findLastIndex((message) => isAIMessage(message));
  const calls = (messages[last] as AIMessage | undefined)?.tool_calls ?? [];
  const replies = messages.slice(last + 1).filter((message) => isToolMessage(message));
  return calls.map(({ id = '', name }) => {
    const reply = replies.find(({ tool_call_id: answered }) => answered === id);
    if (reply !== undefined && ownReply(reply)?.approvalRequest === undefined) return reply;
    const kept = reply?.id === undefined ? {} : { id: reply.id };
    return new ToolMessage({ ...kept, content: text, tool_call_id: id, name, status: 'error' });
  });
}
