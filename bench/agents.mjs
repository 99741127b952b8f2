import path from 'node:path';
import { AIMessage } from '@langchain/core/messages';
import { fakeModel } from '@langchain/core/testing';
import { createReactAgent } from '../dist/agents/agents.js';
import { createPlanAndExecuteGraph } from '../dist/agents/langgraph.js';
import { langChainTool } from '../dist/tools/adapters/langchain.js';
import { createPythonCoderTool } from '../dist/tools/python-coder-tool.js';
import { interleave, quantile, round } from './measure.mjs';
import { withThrowawayCoder } from './throwaway-coder.mjs';

const query = 'What is the average salary by department?';
const file = path.resolve(import.meta.dirname, '../data/samples/employees.csv');
const names = [path.basename(file)];

/** What agents add to a call: median milliseconds inside the coder and outside of it, with models that answer at once. */
export async function benchAgents({ rounds = 30 } = {}) {
  const inside = {};
  return await withThrowawayCoder(async (coder) => {
    const { samples, failures } = await interleave(actions(coder, inside), rounds);
    return Object.entries(samples).map(([name, totals]) => row(name, totals, { inside, failures }));
  });
}

/** Each takes the same question to the coder, which answers it with a template, and notes how long the coder had it. */
function actions(coder, inside) {
  const timed = (name) => {
    inside[name] = [];
    return watched(coder, (ms) => inside[name].push(ms));
  };
  const tool = langChainTool(createPythonCoderTool({ coder: timed('LangChain tool'), files: [file] }));
  const called = { type: 'tool_call', name: 'python_coder', args: { query, files: names }, id: 'call' };
  const reactCoder = timed('ReAct agent');
  const graphCoder = timed('plan and execute');
  return {
    'LangChain tool': async () => (await tool.invoke(called)).status !== 'error',
    'ReAct agent': async () => {
      const model = fakeModel().respondWithTools([called]).respond(new AIMessage('Here.'));
      const conversation = await createReactAgent({ model, coder: reactCoder }).open();
      const turn = await conversation.send(query, { files: [file] });
      return turn.calls[0]?.reply.status === 'succeeded';
    },
    'plan and execute': async () => {
      const steps = [{ task: query, tool: 'python_coder', files: names }];
      const model = replying({ steps }, { finding: 'The averages.', next: 'answer' }, 'Here.');
      const graph = createPlanAndExecuteGraph({ model, coder: graphCoder, files: [file] });
      return (await graph.invoke({ query })).results[0]?.status === 'succeeded';
    },
  };
}

function replying(...replies) {
  const model = fakeModel();
  for (const reply of replies) {
    model.respond(new AIMessage(typeof reply === 'string' ? reply : JSON.stringify(reply)));
  }
  return model;
}

/** The coder, telling after every use how long it took. */
function watched(coder, tell) {
  const timing =
    (name) =>
    async (...given) => {
      const start = performance.now();
      try {
        return await coder[name](...given);
      } finally {
        tell(performance.now() - start);
      }
    };
  return { ...coder, executeCodeTask: timing('executeCodeTask'), describeFiles: timing('describeFiles') };
}

function row(name, totals, { inside, failures }) {
  const uses = inside[name].length / (totals.length + 1); // one round warmed the caches
  const coderMs = totals.map((_, index) => {
    const first = (index + 1) * uses;
    return inside[name].slice(first, first + uses).reduce((sum, ms) => sum + ms, 0);
  });
  const outsideMs = totals.map((total, index) => total - coderMs[index]);
  const median = (samples) => quantile(samples, 0.5);
  const shares = totals.map((total, index) => outsideMs[index] / total);
  return {
    name,
    runs: totals.length,
    failures: failures[name],
    totalMs: round(median(totals)),
    coderMs: round(median(coderMs)),
    outsideMs: round(median(outsideMs)),
    outsideShare: Math.round(median(shares) * 1000) / 1000,
  };
}
