// A program that uses the built graph: it opens the checkpoints of its argument, does one thing with one conversation and
// prints a JSON line for every event and for the state at the end. Its models know what to say from what they are asked.
import { AIMessage } from '@langchain/core/messages';
import { fakeModel } from '@langchain/core/testing';
import { Command } from '@langchain/langgraph';
import { createPlanAndExecuteGraph, openCheckpoints } from '../../../dist/agents/langgraph.js';
import { ownCoder, say } from '../../helpers/own-coder.mjs';

const { folder, checkpoints, thread, input, decision, tasks, programs, approval, files } = JSON.parse(
  process.argv[2],
);

const replies = {
  'Plan the steps': { steps: tasks.map((task) => ({ task, tool: 'python_coder', files: [] })) },
  'Choose the tool': (prompt) => ({
    tool: 'python_coder',
    task: tasks.find((task) => prompt.includes(`"task":"${task}"`)),
    files: [],
  }),
  'comes next?': { finding: 'A part.', next: 'continue' },
  'Answer the question.': 'All done.',
};
const model = fakeModel();
for (let call = 0; call < 100; call += 1) {
  model.respond((messages) => {
    const prompt = messages.map(({ text }) => text).join('\n');
    const [, reply] = Object.entries(replies).find(([words]) => prompt.includes(words));
    const value = typeof reply === 'function' ? reply(prompt) : reply;
    return new AIMessage(typeof value === 'string' ? value : JSON.stringify(value));
  });
}

const asked = ({ user }) =>
  Object.entries(programs).find(([task]) => user.includes(`# Question\n${task}`))[1];
const answers = Array.from({ length: 100 }, () => asked);
const coder = ownCoder(folder, answers, { maxIterations: 1, timeoutSeconds: 60 });
const kept = await openCheckpoints(checkpoints);
const graph = createPlanAndExecuteGraph({ model, coder, files, approval, checkpointer: kept.saver });

const given = decision ? new Command({ resume: decision }) : input;
const place = { configurable: { thread_id: thread } };
for await (const { type, phase } of await graph.stream(given, { ...place, streamMode: 'custom' })) {
  say({ type, phase });
}
const { values, tasks: waiting } = await graph.getState(place);
say({ values, interrupts: waiting.flatMap(({ interrupts }) => interrupts) });
await coder[Symbol.asyncDispose]();
await kept[Symbol.asyncDispose]();
