import { AIMessage } from '@langchain/core/messages';
import { fakeModel } from '@langchain/core/testing';

const call = {
  name: 'python_coder',
  arguments: { query: 'What is the average salary by department?', files: ['employees.csv'] },
};

/** A stand-in that writes a call into its text and repeats its result, so that the example runs without a model. */
export const model = fakeModel()
  .respond(new AIMessage(`Let me see.\n<tool_call>\n${JSON.stringify(call)}\n</tool_call>`))
  .respond((messages) => {
    const told = messages.at(-1)?.text ?? '';
    return new AIMessage(told.slice(told.indexOf('Status:')));
  });
