import { AIMessage } from '@langchain/core/messages';
import { createMiddleware } from 'langchain';

/** Ends the turn, and says so, once the model was asked this often for one message. */
export function limitModelCalls(maxCalls: number) {
  return createMiddleware({
    name: 'LimitModelCalls',
    beforeModel: {
      canJumpTo: ['end'],
      hook: ({ messages }) => {
        const latest = messages.findLastIndex(({ type }) => type === 'human');
        const calls = messages.slice(latest).filter(({ type }) => type === 'ai').length;
        if (calls < maxCalls) return undefined;
        const text = `I stopped after ${maxCalls} steps without an answer. What the tools found so far is above; ask for the next part, or ask more narrowly.`;
        return { messages: [new AIMessage(text)], jumpTo: 'end' as const };
      },
    },
  });
}
