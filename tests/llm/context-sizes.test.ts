import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { connectModel } from '../../src/llm/connect-model.ts';
import { contextSizes } from '../../src/llm/context-sizes.ts';
import { openAiModel } from '../../src/llm/open-ai-model.ts';
import { loadPrompts } from '../../src/prompts/load-prompts.ts';
import { fakeOpenAiServer } from '../helpers/fake-openai-server.ts';

const models = ['small', 'large'];
const request = { purpose: 'generate' as const, system: 's'.repeat(3_000), user: 'u'.repeat(3_000) };

describe('contextSizes', () => {
  it.each<[string, unknown, Record<string, number>]>([
    ['llama.cpp', { default_generation_settings: { n_ctx: 4096 } }, { small: 4096, large: 4096 }],
    ['vLLM', { data: [{ id: 'large', max_model_len: 32768 }, { id: 'small' }] }, { large: 32768 }],
    [
      'LM Studio, whose model could take more than it is loaded with',
      { data: [{ id: 'small', max_context_length: 131072, loaded_context_length: 4096 }] },
      { small: 4096 },
    ],
    ['Ollama', { models: [{ name: 'small', context_length: 8192 }] }, { small: 8192 }],
    ['a server that tells nothing', { version: '0.12.0' }, {}],
    ['a server that tells nonsense', { data: [{ id: 'small', max_model_len: -1 }], models: 'many' }, {}],
  ])('reads what %s tells', (_, page, sizes) => {
    expect(Object.fromEntries(contextSizes([undefined, page, null], models))).toEqual(sizes);
  });
});

describe('the context of a model', () => {
  const config = (model: object = {}) =>
    loadConfig({ env: { XDG_CONFIG_HOME: '/nonexistent' }, overrides: { apiKey: null, model } });

  it('is what a detected server tells of the model that is loaded', async () => {
    const pages = { '/api/version': {}, '/api/ps': { models: [{ name: 'small', context_length: 4096 }] } };
    await using server = await fakeOpenAiServer({ models, pages });
    const candidates = [
      { product: 'Ollama', port: server.port, identity: '/api/version', loaded: '/api/ps' },
    ];
    expect((await connectModel(config(), { candidates })).model?.contextTokens).toBe(4096);
    expect(
      (await connectModel(config({ name: 'large' }), { candidates })).model?.contextTokens,
    ).toBeUndefined();
    const configured = await connectModel(config({ contextTokens: 16_384 }), { candidates });
    expect(configured.model?.contextTokens).toBe(16_384);
  });

  it('bounds the length of the reply that is asked for, so that a server does not turn the request away', async () => {
    await using server = await fakeOpenAiServer({ replies: ['Hello.', 'Hello.', 'Hello.'] });
    const patience = { timeoutMs: 10_000, maxRetries: 0, maxOutputTokens: 8_192 };
    for (const contextTokens of [4_096, 2_048, undefined]) {
      const { baseUrl } = server;
      const model = openAiModel(
        { baseUrl, apiKey: null, name: 'small', ...patience, contextTokens },
        loadPrompts(),
      );
      await model.text(request);
    }
    expect(server.chats.map(({ max_tokens }) => max_tokens)).toEqual([2_096, 256, 8_192]);
  });
});
