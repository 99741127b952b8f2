import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { connectModel } from '../../src/llm/connect-model.ts';
import { type FakeOpenAiServer, fakeOpenAiServer } from '../helpers/fake-openai-server.ts';

const noEnvironment = { env: { XDG_CONFIG_HOME: '/nonexistent' } };
const configured = (model: object, apiKey: string | null = null) =>
  loadConfig({ ...noEnvironment, overrides: { apiKey, model } });

const ollama = ({ port }: FakeOpenAiServer) => [{ product: 'Ollama', port, identity: '/api/version' }];
const pages = { '/api/version': { version: '0.12.0' } };

async function closedPort(): Promise<number> {
  await using server = await fakeOpenAiServer();
  return server.port;
}

describe('a configured server', () => {
  it('is used under the configured model name without asking it anything first', async () => {
    await using server = await fakeOpenAiServer({ replies: ['Hello.'] });
    const connection = await connectModel(configured({ baseUrl: server.baseUrl, name: 'mine' }));
    expect(connection).toMatchObject({
      model: { name: 'mine' },
      server: server.baseUrl,
      chosenBy: 'configuration',
    });
    expect(server.requests).toEqual([]);
    await connection.model?.text({ purpose: 'generate', system: 's', user: 'u' });
    expect(server.chats).toMatchObject([{ model: 'mine', max_tokens: 8192 }]);
  });

  it('names its first chat model when none is configured', async () => {
    const models = ['nomic-embed-text:latest', 'bge-m3', 'qwen2.5-coder:7b', 'llama3.2:3b'];
    await using server = await fakeOpenAiServer({ models });
    const connection = await connectModel(configured({ baseUrl: server.baseUrl }));
    expect(connection.model?.name).toBe('qwen2.5-coder:7b');
  });

  it('fails as model-failed when it lists no chat model', async () => {
    await using server = await fakeOpenAiServer({ models: ['bge-m3'] });
    await expect(connectModel(configured({ baseUrl: server.baseUrl }))).rejects.toMatchObject({
      code: 'model-failed',
      message: expect.stringContaining('OPENAI_MODEL'),
    });
  });

  it('fails as model-failed when it does not run, even though a local server does', async () => {
    await using local = await fakeOpenAiServer({ pages });
    const config = configured({ baseUrl: `http://127.0.0.1:${await closedPort()}/v1`, maxRetries: 0 });
    await expect(connectModel(config, { candidates: ollama(local) })).rejects.toMatchObject({
      code: 'model-failed',
      message: expect.stringContaining("can't be reached"),
    });
    expect(local.requests).toEqual([]);
  });

  it('is OpenAI with its default model when only a key is set', async () => {
    const connection = await connectModel(configured({}, 'sk-test'));
    expect(connection).toMatchObject({
      server: 'https://api.openai.com/v1',
      model: { name: expect.stringMatching(/^gpt-/) },
    });
  });
});

describe('detection', () => {
  it('finds a local server that proves what it is, and sends it no key', async () => {
    await using server = await fakeOpenAiServer({ models: ['qwen2.5-coder:7b'], pages, replies: ['Hello.'] });
    const connection = await connectModel(configured({}), { candidates: ollama(server) });
    expect(connection).toMatchObject({
      model: { name: 'qwen2.5-coder:7b' },
      server: server.baseUrl,
      chosenBy: 'detected',
    });
    expect(server.requests.map(({ authorization }) => authorization)).toEqual([null, null]);
  });

  it('finds the configured model under its full name', async () => {
    await using server = await fakeOpenAiServer({ models: ['llama3.2:3b', 'mistral:latest'], pages });
    const connection = await connectModel(configured({ name: 'mistral' }), { candidates: ollama(server) });
    expect(connection.model?.name).toBe('mistral:latest');
  });

  it('takes no stranger on a known port for a model server', async () => {
    await using server = await fakeOpenAiServer({ models: ['a-model'] });
    const connection = await connectModel(configured({}), { candidates: ollama(server) });
    expect(connection.model).toBeNull();
  });

  it('says which server lacks a model and how to load one', async () => {
    await using server = await fakeOpenAiServer({ models: [], pages });
    const connection = await connectModel(configured({}), { candidates: ollama(server) });
    expect(connection).toMatchObject({
      model: null,
      problem: expect.stringMatching(/^Found Ollama at .* ollama pull/),
    });
  });

  it('names the three ways to configure a model when nothing answers', async () => {
    const candidates = [{ product: 'Ollama', port: await closedPort(), identity: '/api/version' }];
    const connection = await connectModel(configured({}), { candidates });
    expect(connection).toMatchObject({ model: null });
    const problem = connection.model === null ? connection.problem : '';
    for (const way of ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'OPENAI_MODEL', 'Ollama'])
      expect(problem).toContain(way);
  });

  it('looks for nothing when it is switched off', async () => {
    await using server = await fakeOpenAiServer({ pages });
    const config = configured({ detectLocal: false });
    expect(await connectModel(config, { candidates: ollama(server) })).toMatchObject({ model: null });
    expect(server.requests).toEqual([]);
  });

  it('can be cancelled', async () => {
    const cancelled = connectModel(configured({}), { candidates: [], signal: AbortSignal.abort() });
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  });
});
