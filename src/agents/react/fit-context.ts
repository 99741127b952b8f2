import { trimMessages } from '@langchain/core/messages';
import { countTokensApproximately, createMiddleware } from 'langchain';

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
      const latest = request.messages.findLastIndex(({ type }) => type === 'human');
      return handler({
        ...request,
        messages: messages.length > 0 ? messages : request.messages.slice(latest),
      });
    },
  });
}
