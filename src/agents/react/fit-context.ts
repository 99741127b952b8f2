import { type BaseMessage, isToolMessage, ToolMessage, trimMessages } from '@langchain/core/messages';
import { countTokensApproximately, createMiddleware } from 'langchain';
import { cleanText } from '../../text/clean-text.ts';

const earlierChars = 600;
const latestChars = 4_000;

/** Shows the model only the latest messages that fit, beginning with one of the user's; the conversation itself keeps all. */
export function fitContext(maxTokens: number) {
  return createMiddleware({
    name: 'FitContext',
    wrapModelCall: async (request, handler) => {
      const messages = await trimMessages(request.messages, {
        maxTokens,
        tokenCounter: (some) => countTokensApproximately(some),
        strategy: 'last',
        startOn: 'human',
      });
      if (messages.length > 0) return handler({ ...request, messages });
      const latest = request.messages.findLastIndex(({ type }) => type === 'human');
      return handler({ ...request, messages: shortened(request.messages.slice(latest), maxTokens) });
    },
  });
}

/** One turn that is too long by itself: replies of tools lose their middle, the oldest first, and none of them its call. */
function shortened(turn: BaseMessage[], maxTokens: number): BaseMessage[] {
  const messages = [...turn];
  const latestCall = messages.findLastIndex(({ type }) => type === 'ai');
  for (const [index, message] of turn.entries()) {
    if (countTokensApproximately(messages) <= maxTokens) break;
    if (!isToolMessage(message)) continue;
    messages[index] = shortReply(message, index < latestCall ? earlierChars : latestChars);
  }
  return messages;
}

function shortReply(message: ToolMessage, maxChars: number): ToolMessage {
  const { id, name, tool_call_id, status } = message;
  return new ToolMessage({
    content: cleanText(message.text, maxChars),
    tool_call_id,
    ...(id !== undefined && { id }),
    ...(name !== undefined && { name }),
    ...(status !== undefined && { status }),
  });
}
