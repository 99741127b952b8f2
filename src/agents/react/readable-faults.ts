import { ToolMessage } from '@langchain/core/messages';
import { isGraphBubbleUp } from '@langchain/langgraph';
import { createMiddleware, ToolInvocationError } from 'langchain';
import { cleanText } from '../../text/clean-text.ts';

const maxChars = 1_000;

/** Lets the model read what was wrong with a call of any tool; LangChain alone would show it the stack of this host. */
export function readableFaults() {
  return createMiddleware({
    name: 'ReadableFaults',
    wrapToolCall: async (request, handler) => {
      try {
        return await handler(request);
      } catch (error) {
        if (isGraphBubbleUp(error) || request.runtime.signal?.aborted === true) throw error;
        const { id = '', name } = request.toolCall;
        const cause = ToolInvocationError.isInstance(error) ? error.toolError : error;
        const problem = cleanText(cause instanceof Error ? cause.message : String(cause), maxChars);
        return new ToolMessage({
          content: `Status: failed\nProblem: ${problem}`,
          tool_call_id: id,
          name,
          status: 'error',
        });
      }
    },
  });
}
