import { AIMessage, type BaseMessage } from '@langchain/core/messages';
import { fakeModel } from '@langchain/core/testing';
import { Agent, type AgentInputItem, type Model, Runner, Usage } from '@openai/agents';
import { generateText, type ModelMessage, stepCountIs } from 'ai';
import { MockLanguageModelV3 } from 'ai/test';
import { createAgent } from 'langchain';
import { aiTools } from '../../../src/tools/adapters/ai.ts';
import type { AdapterOptions } from '../../../src/tools/adapters/call-tool.ts';
import { langChainTools } from '../../../src/tools/adapters/langchain.ts';
import type { OpenToolsOptions } from '../../../src/tools/adapters/open-tools.ts';
import { openAiAgentsTools } from '../../../src/tools/adapters/openai-agents.ts';

export interface ScriptedCall {
  name: string;
  args: object;
}

/** What the framework's model was given after its call: the text, and the pictures as base64. */
export interface Seen {
  text: string;
  images: string[];
}

export interface Framework {
  name: string;
  /** An agent of the framework whose model makes one call and then ends. */
  run(
    options: OpenToolsOptions & AdapterOptions,
    call: ScriptedCall,
    settings?: { signal?: AbortSignal },
  ): Promise<Seen>;
}

/** Every adapter in an agent of its true framework; only the model is a script. */
export const frameworks: Framework[] = [
  { name: 'langchain', run: runLangChain },
  { name: 'ai', run: runAi },
  { name: 'openai-agents', run: runOpenAiAgents },
];

async function runLangChain(...[options, call, settings]: Parameters<Framework['run']>): Promise<Seen> {
  let seen: BaseMessage | undefined;
  const model = fakeModel()
    .respondWithTools([{ ...call, id: 'call-1' }])
    .respond((messages) => {
      seen = messages.at(-1);
      return new AIMessage('Done.');
    });
  const agent = createAgent({ model, tools: langChainTools(options) });
  await agent.invoke({ messages: 'Do it.' }, { ...settings });
  const content = seen?.content ?? '';
  const blocks = typeof content === 'string' ? [] : (content as { image_url?: { url: string } }[]);
  return {
    text: seen?.text ?? '',
    images: blocks.flatMap(({ image_url }) => (image_url === undefined ? [] : [afterComma(image_url.url)])),
  };
}

export const aiUsage = {
  inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 0, text: 0, reasoning: 0 },
};

/** A model of the AI SDK that makes one call and then ends. */
export function aiModel({ name, args }: ScriptedCall): MockLanguageModelV3 {
  const input = JSON.stringify(args);
  const ended = { usage: aiUsage, warnings: [] };
  return new MockLanguageModelV3({
    doGenerate: [
      {
        ...ended,
        content: [{ type: 'tool-call', toolCallId: 'call-1', toolName: name, input }],
        finishReason: { unified: 'tool-calls', raw: undefined },
      },
      {
        ...ended,
        content: [{ type: 'text', text: 'Done.' }],
        finishReason: { unified: 'stop', raw: undefined },
      },
    ],
  });
}

async function runAi(...[options, call, settings]: Parameters<Framework['run']>): Promise<Seen> {
  const model = aiModel(call);
  await generateText({
    model,
    tools: aiTools(options),
    prompt: 'Do it.',
    stopWhen: stepCountIs(3),
    ...(settings?.signal && { abortSignal: settings.signal }),
  });
  return seenByAi(model.doGenerateCalls.at(-1)?.prompt ?? []);
}

/** The tool's result in the last message of a prompt. */
export function seenByAi(prompt: object[]): Seen {
  const message = prompt.at(-1) as Extract<ModelMessage, { role: 'tool' }> | undefined;
  const [part] = message?.content ?? [];
  if (part?.type !== 'tool-result') return { text: '', images: [] };
  const { output } = part;
  if (output.type === 'text' || output.type === 'error-text') return { text: output.value, images: [] };
  if (output.type !== 'content') return { text: JSON.stringify(output), images: [] };
  return {
    text: output.value.flatMap((piece) => (piece.type === 'text' ? [piece.text] : [])).join(),
    images: output.value.flatMap((piece) => (piece.type === 'image-data' ? [piece.data] : [])),
  };
}

/** A model of the OpenAI Agents SDK that makes one call and then ends. */
export function agentsModel({ name, args }: ScriptedCall): Model & { input: AgentInputItem[] } {
  return {
    input: [],
    async getResponse({ input }) {
      this.input = typeof input === 'string' ? [] : input;
      const isLast = this.input.at(-1)?.type === 'function_call_result';
      const text = { type: 'output_text' as const, text: 'Done.' };
      return {
        usage: new Usage(),
        output: isLast
          ? [{ type: 'message', role: 'assistant', status: 'completed', content: [text] }]
          : [
              {
                type: 'function_call',
                callId: 'call-1',
                name,
                status: 'completed',
                arguments: JSON.stringify(args),
              },
            ],
      };
    },
    getStreamedResponse: () => {
      throw new Error('not streamed');
    },
  };
}

async function runOpenAiAgents(...[options, call, settings]: Parameters<Framework['run']>): Promise<Seen> {
  const model = agentsModel(call);
  const agent = new Agent({ name: 'Analyst', model, tools: openAiAgentsTools(options) });
  await new Runner({ tracingDisabled: true }).run(agent, 'Do it.', { ...settings });
  return seenByAgents(model.input);
}

/** The tool's result in the last item of an input. */
export function seenByAgents(input: AgentInputItem[]): Seen {
  const item = input.at(-1);
  if (item?.type !== 'function_call_result') return { text: '', images: [] };
  const { output } = item;
  if (typeof output === 'string') return { text: output, images: [] };
  const pieces = (Array.isArray(output) ? output : [output]) as { text?: string; image?: unknown }[];
  return {
    text: pieces.map(({ text = '' }) => text).join(''),
    images: pieces.flatMap(({ image }) => (typeof image === 'string' ? [afterComma(image)] : [])),
  };
}

function afterComma(url: string): string {
  return url.slice(url.indexOf(',') + 1);
}
