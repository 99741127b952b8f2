import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AIMessage, type BaseMessage } from '@langchain/core/messages';
import { fakeModel } from '@langchain/core/testing';
import { convertToOpenAITool } from '@langchain/core/utils/function_calling';
import { Agent, type ModelRequest, Runner } from '@openai/agents';
import { generateText, stepCountIs } from 'ai';
import { createAgent } from 'langchain';
import { describe, expect, it } from 'vitest';
import type { JsonSchema } from '../../../src/contracts/python-functions.ts';
import { aiTool } from '../../../src/tools/adapters/ai.ts';
import type { AdapterOptions } from '../../../src/tools/adapters/call-tool.ts';
import { langChainTool } from '../../../src/tools/adapters/langchain.ts';
import { openAiAgentsTool } from '../../../src/tools/adapters/openai-agents.ts';
import { functionTools } from '../../../src/tools/function-tool.ts';
import type { Tool, ToolReply } from '../../../src/tools/tool.ts';
import { type FakeFunction, fakeFunctions } from '../../helpers/fake-functions.ts';
import { agentsModel, aiModel, seenByAgents, seenByAi } from '../adapters/frameworks.ts';

interface Seen {
  schema: unknown;
  text: string;
}

type Run = (tool: Tool, args: object, options?: AdapterOptions) => Promise<Seen>;

const runs: Record<string, Run> = {
  langchain: async (tool, args, options) => {
    let seen: BaseMessage | undefined;
    const model = fakeModel()
      .respondWithTools([{ name: tool.name, args: args as Record<string, unknown>, id: 'call-1' }])
      .respond((messages) => {
        seen = messages.at(-1);
        return new AIMessage('Done.');
      });
    const given = langChainTool(tool, options);
    await createAgent({ model, tools: [given] }).invoke({ messages: 'Do it.' });
    return { schema: convertToOpenAITool(given).function.parameters, text: seen?.text ?? '' };
  },
  ai: async (tool, args, options) => {
    const model = aiModel({ name: tool.name, args });
    const tools = { [tool.name]: aiTool(tool, options) };
    await generateText({ model, tools, prompt: 'Do it.', stopWhen: stepCountIs(3) });
    const [shown] = model.doGenerateCalls[0]?.tools ?? [];
    const { text } = seenByAi(model.doGenerateCalls.at(-1)?.prompt ?? []);
    return { schema: shown?.type === 'function' ? shown.inputSchema : null, text };
  },
  'openai-agents': async (tool, args, options) => {
    const model = agentsModel({ name: tool.name, args });
    let first: ModelRequest | undefined;
    const asked = {
      ...model,
      getResponse: (request: ModelRequest) => {
        first ??= request;
        return model.getResponse(request);
      },
    };
    const agent = new Agent({ name: 'A', model: asked, tools: [openAiAgentsTool(tool, options)] });
    await new Runner({ tracingDisabled: true }).run(agent, 'Do it.');
    const [shown] = first?.tools ?? [];
    expect(shown).toMatchObject({ strict: false });
    return {
      schema: shown?.type === 'function' ? shown.parameters : null,
      text: seenByAgents(model.input).text,
    };
  },
};

const schemas: Record<string, JsonSchema> = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'pydantic-schemas.json'), 'utf8'),
);

async function toolOf(declared: FakeFunction): Promise<Tool> {
  const [tool] = await functionTools(fakeFunctions([declared]));
  if (tool === undefined) throw new Error('There is no tool.');
  return tool;
}

/** Without the one word that says which draft it is. */
function undated(schema: unknown): unknown {
  const { $schema, ...rest } = schema as JsonSchema;
  return rest;
}

describe.each(Object.entries(runs))('a function in %s', (_, run) => {
  it.each(Object.entries(schemas))('reaches the model with the whole schema of %s', async (name, schema) => {
    const tool = await toolOf({ name, parameters: schema });
    const shown = undated((await run(tool, {})).schema) as JsonSchema;
    expect({ required: [], ...shown }).toEqual({ required: [], ...schema });
  });

  it('is called with what the model gave, and the program around it gets the whole result', async () => {
    const replies: ToolReply[] = [];
    const total = ({ orders }: Record<string, unknown>) => ({ result: { count: (orders as []).length } });
    const tool = await toolOf({ name: 'total', parameters: schemas.nested_model as JsonSchema, run: total });
    const args = { orders: [{ id: 1, price: '2.50', placed: '2026-01-31' }] };
    const { text } = await run(tool, args, { onReply: (reply) => replies.push(reply) });
    expect(text).toMatch(/^Status: succeeded\nResult \(data.*\n "count": 1\n/s);
    expect(replies).toMatchObject([{ call: { name: 'total', result: { count: 1 } }, result: null }]);
  });

  it('lets the model read which argument to correct, as pydantic says it', async () => {
    const problems = [{ path: 'orders[0].price', message: 'Input should be greater than 0', expected: null }];
    const refuse = () => ({
      status: 'arguments-invalid' as const,
      error: { message: 'One argument does not fit.', type: null, traceback: null, problems },
    });
    const tool = await toolOf({ name: 'total', parameters: schemas.nested_model as JsonSchema, run: refuse });
    const { text } = await run(tool, { orders: [{ price: -1 }], extra: true });
    expect(text).toMatch(/^Status: arguments-invalid\n.*orders\[0\]\.price: Input should be greater than 0/s);
  });
});
