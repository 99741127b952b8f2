// A program that talks to the built ReAct agent: it opens the conversation of its argument, says one thing after another, and
// prints a line when a program of the last message has begun to print. Its models only repeat what the argument tells them.
import { AIMessage } from '@langchain/core/messages';
import { fakeModel } from '@langchain/core/testing';
import { createReactAgent, openCheckpoints } from '../../../dist/agents/agents.js';
import { ownCoder } from '../../helpers/own-coder.mjs';

const { folder, checkpoints, thread, files, programs } = JSON.parse(process.argv[2]);

const model = fakeModel();
for (const [index] of programs.entries()) {
  const args = { query: `Do part ${index}.` };
  model
    .respondWithTools([{ name: 'python_coder', args, id: `call-${index}` }])
    .respond(new AIMessage('Done.'));
}
const coder = ownCoder(folder, programs);
const kept = await openCheckpoints(checkpoints);
const conversation = await createReactAgent({ model, coder, checkpointer: kept.saver }).open(thread);
for (const [index] of programs.entries()) {
  const onEvent = ({ event }) => {
    if (event?.type === 'output' && index === programs.length - 1) process.stdout.write('running\n');
  };
  await conversation.send(`Part ${index}`, { files: index === 0 ? files : [], onEvent });
}
