import { MockLanguageModelV3 } from 'ai/test';

const usage = {
  inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 0, text: 0, reasoning: 0 },
};
const input = { query: 'What is the average salary by department?', files: ['employees.csv'] };

/** A stand-in that calls the tool once and repeats its reply, so that the example runs without a model. */
export const model = new MockLanguageModelV3({
  doGenerate: async ({ prompt }) => {
    const part = prompt.at(-1)?.content.at(0);
    const reply = typeof part === 'object' && part.type === 'tool-result' ? part.output : null;
    return {
      content: reply
        ? [{ type: 'text', text: reply.type === 'text' ? reply.value : reply.type }]
        : [{ type: 'tool-call', toolCallId: '1', toolName: 'python_coder', input: JSON.stringify(input) }],
      finishReason: { unified: reply ? 'stop' : 'tool-calls', raw: undefined },
      usage,
      warnings: [],
    };
  },
});
