import {
  type AIMessage,
  type BaseMessage,
  isAIMessage,
  isToolMessage,
  ToolMessage,
} from '@langchain/core/messages';

const text =
  'Status: lost\nProblem: The call was interrupted before it ended. Call again if its answer is still needed.';

/** Replies for calls that never got one: servers refuse a conversation in which a call has none. */
export function lostReplies(messages: BaseMessage[]): ToolMessage[] {
  const last = messages.findLastIndex((message) => isAIMessage(message));
  const calls = (messages[last] as AIMessage | undefined)?.tool_calls ?? [];
  const answered = messages
    .slice(last + 1)
    .flatMap((message) => (isToolMessage(message) ? [message.tool_call_id] : []));
  return calls
    .filter(({ id = '' }) => !answered.includes(id))
    .map(({ id = '', name }) => new ToolMessage({ content: text, tool_call_id: id, name, status: 'error' }));
}
