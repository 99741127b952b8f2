import { Agent, Runner } from '@openai/agents';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAiAgentsTools } from '../../../src/tools/adapters/openai-agents.ts';
import { type TestCoder, testCoder } from '../../helpers/test-coder.ts';
import { agentsModel, seenByAgents } from './frameworks.ts';

const runner = new Runner({ tracingDisabled: true });
const call = { name: 'execute_python', args: { code: 'print(1)' } };
let test: TestCoder;

beforeAll(async () => {
  test = await testCoder(null);
});
afterAll(() => test[Symbol.asyncDispose]());

describe('the tools of the OpenAI Agents SDK', () => {
  it('show the model the arguments that may be left out as such', () => {
    const [coder, ...others] = openAiAgentsTools();
    expect(others.map(({ name }) => name)).toEqual(['describe_files']);
    expect(coder).toMatchObject({
      name: 'python_coder',
      strict: false,
      parameters: {
        type: 'object',
        required: ['query'],
        properties: { query: { type: 'string' }, files: { type: 'array' }, context: { type: 'string' } },
      },
    });
  });

  it('tell a model whose arguments are no JSON so, and do nothing', async () => {
    const model = agentsModel(call);
    const respond = model.getResponse.bind(model);
    model.getResponse = async (request) => {
      const response = await respond(request);
      for (const item of response.output) if (item.type === 'function_call') item.arguments = '{"code": ';
      return response;
    };
    const tools = openAiAgentsTools({ coder: test.coder, tools: ['execute_python'] });
    await runner.run(new Agent({ name: 'Analyst', model, tools }), 'Do it.');
    expect(seenByAgents(model.input).text).toMatch(/JSON/);
    expect(test.auditRecords()).toEqual([]);
  });

  it('let the framework ask for its own approval before ours', async () => {
    const model = agentsModel(call);
    const tools = openAiAgentsTools({ coder: test.coder, tools: ['execute_python'] });
    const asking = tools.map((tool) => ({ ...tool, needsApproval: async () => true }));
    const agent = new Agent({ name: 'Analyst', model, tools: asking });
    const waiting = await runner.run(agent, 'Do it.');
    expect(waiting.interruptions).toHaveLength(1);
    expect(test.auditRecords()).toEqual([]);
    for (const interruption of waiting.interruptions) waiting.state.approve(interruption);
    expect((await runner.run(agent, waiting.state)).finalOutput).toBe('Done.');
    expect(seenByAgents(model.input).text).toMatch(/^Status: succeeded\n/);
  });
});
