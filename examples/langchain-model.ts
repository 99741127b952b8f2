import { AIMessage } from '@langchain/core/messages';
import { fakeModel } from '@langchain/core/testing';

/** A stand-in that calls the tool once and repeats its reply, so that the example runs without a model. */
export const model = fakeModel()
  .respondWithTools([
    {
      name: 'python_coder',
      args: { query: 'What is the average salary by department?', files: ['employees.csv'] },
    },
  ])
  .respond((messages) => new AIMessage(messages.at(-1)?.text ?? ''));
