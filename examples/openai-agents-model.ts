import { type Model, setTracingDisabled, Usage } from '@openai/agents';

setTracingDisabled(true);

const query = 'What is the average salary by department?';

/** A stand-in that calls the tool once and repeats its reply, so that the example runs without a model. */
export const model: Model = {
  getResponse: async ({ input }) => {
    const last = typeof input === 'string' ? undefined : input.at(-1);
    const isReply = last?.type === 'function_call_result';
    const reply = isReply && typeof last.output === 'object' && 'text' in last.output ? last.output.text : '';
    return {
      usage: new Usage(),
      output: [
        isReply
          ? {
              type: 'message',
              role: 'assistant',
              status: 'completed',
              content: [{ type: 'output_text', text: reply }],
            }
          : {
              type: 'function_call',
              callId: '1',
              name: 'python_coder',
              status: 'completed',
              arguments: JSON.stringify({ query, files: ['employees.csv'] }),
            },
      ],
    };
  },
  getStreamedResponse: () => {
    throw new Error('This stand-in does not stream.');
  },
};
