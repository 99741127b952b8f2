import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ChatRequest } from '../../src/contracts/chat-model.ts';
import { openAiModel } from '../../src/llm/open-ai-model.ts';
import { loadPrompts } from '../../src/prompts/load-prompts.ts';
import {
  type FakeOpenAiServer,
  type FakeReply,
  fakeOpenAiServer,
  held,
  status,
} from '../helpers/fake-openai-server.ts';

const prompts = loadPrompts();
const hello: ChatRequest = { purpose: 'generate', system: 'Be brief.', user: 'Say hello.' };
const verdict = {
  ...hello,
  schema: z.object({ ok: z.boolean(), note: z.string().nullable().default(null) }),
  schemaName: 'verdict',
};

function modelOf(
  server: Pick<FakeOpenAiServer, 'baseUrl'>,
  changes: { apiKey?: string; timeoutMs?: number; maxRetries?: number } = {},
) {
  return openAiModel(
    {
      baseUrl: server.baseUrl,
      apiKey: null,
      name: 'fake-model',
      timeoutMs: 10_000,
      maxRetries: 2,
      maxOutputTokens: 500,
      ...changes,
    },
    prompts,
  );
}

const failure = (message: RegExp, code = 'model-failed') =>
  expect.objectContaining({ name: 'CoderError', code, message: expect.stringMatching(message) });

describe('text', () => {
  it('sends both messages, the token limit and the key, and returns the reply with its usage', async () => {
    await using server = await fakeOpenAiServer({ replies: ['Hello.'] });
    const reply = await modelOf(server, { apiKey: 'sk-1' }).text(hello);
    expect(reply).toEqual({ text: 'Hello.', usage: { inputTokens: 10, outputTokens: 5 } });
    expect(server.requests).toMatchObject([{ path: '/v1/chat/completions', authorization: 'Bearer sk-1' }]);
    expect(server.chats).toEqual([
      {
        model: 'fake-model',
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Say hello.' },
        ],
        max_tokens: 500,
        temperature: 0.2,
      },
    ]);
  });

  it('drops the thoughts before a reply and counts missing usage as zero', async () => {
    const text = '<think>The user wants\n```python\nx```</think>\n\nHello.';
    await using server = await fakeOpenAiServer({ replies: [{ kind: 'text', text, usage: null }] });
    expect(await modelOf(server).text(hello)).toEqual({
      text: 'Hello.',
      usage: { inputTokens: 0, outputTokens: 0 },
    });
  });

  it.each<[string, FakeReply]>([
    ['an empty reply', { kind: 'text', text: '' }],
    ['no content', { kind: 'text', text: null }],
    ['thoughts alone', '<think>so much to think'],
  ])('gives an empty text for %s', async (_, reply) => {
    await using server = await fakeOpenAiServer({ replies: [reply] });
    const usage = { inputTokens: 10, outputTokens: 5 };
    expect(await modelOf(server).text(hello)).toEqual({ text: '', usage });
  });

  it('says when a length limit ended the reply', async () => {
    const cut: FakeReply = { kind: 'text', text: 'Hel', finishReason: 'length' };
    await using server = await fakeOpenAiServer({ replies: [cut] });
    expect(await modelOf(server).text(hello)).toMatchObject({ text: 'Hel', cutOff: true });
  });

  it.each<{ fault: string; reply: FakeReply; message: RegExp }>([
    {
      fault: 'a refusal',
      reply: { kind: 'text', text: null, refusal: 'No.' },
      message: /"fake-model" refused/,
    },
    {
      fault: 'a filtered reply',
      reply: { kind: 'text', text: 'x', finishReason: 'content_filter' },
      message: /refused/,
    },
    { fault: 'no choices', reply: { kind: 'no-choices' }, message: /sent no chat completion/ },
    { fault: 'malformed JSON', reply: { kind: 'body', body: '{"choices": [' }, message: /not valid JSON/ },
    {
      fault: 'a web page',
      reply: { kind: 'body', body: '<html>', contentType: 'text/html' },
      message: /sent no chat completion/,
    },
    {
      fault: 'a huge body',
      reply: { kind: 'body', body: 'x'.repeat(9 * 1024 * 1024) },
      message: /sent more than 8 MiB/,
    },
    {
      fault: 'a bad key',
      reply: status(401, { message: 'Incorrect API key: sk-secret' }),
      message: /refused the API key \(.*\[key\]\)/,
    },
    {
      fault: 'an unknown model',
      reply: status(404, { message: 'no such model' }),
      message: /does not know the model "fake-model"/,
    },
    {
      fault: 'a rejected request',
      reply: status(400, { message: 'context too long' }),
      message: /status 400 \(400 context too long\)/,
    },
    {
      fault: 'a wait of an hour',
      reply: status(429, {}, { 'retry-after-ms': '', 'retry-after': '3600' }),
      message: /rate or quota limit/,
    },
    {
      fault: 'a wait until next century',
      reply: status(429, {}, { 'retry-after-ms': '', 'retry-after': 'Fri, 01 Jan 2100 00:00:00 GMT' }),
      message: /rate or quota limit/,
    },
  ])('fails at the first attempt with one clear sentence for $fault', async ({ reply, message }) => {
    await using server = await fakeOpenAiServer({ replies: [reply, 'Hello.'] });
    await expect(modelOf(server, { apiKey: 'sk-secret' }).text(hello)).rejects.toEqual(failure(message));
    expect(server.chats).toHaveLength(1);
  });

  it.each<[string, FakeReply]>([
    ['429', status(429)],
    ['500', status(500)],
    ['503', status(503)],
    ['a lost connection', { kind: 'reset' }],
  ])('tries again after %s', async (_, fault) => {
    await using server = await fakeOpenAiServer({ replies: [fault, 'Hello.'] });
    expect(await modelOf(server).text(hello)).toMatchObject({ text: 'Hello.' });
    expect(server.chats).toHaveLength(2);
  });

  it('gives up after the configured number of retries and says what the server said', async () => {
    const broken = status(500, { message: 'out of VRAM' });
    await using server = await fakeOpenAiServer({ replies: [broken, broken, broken, 'Hello.'] });
    await expect(modelOf(server).text(hello)).rejects.toEqual(
      failure(/failed with status 500 \(500 out of VRAM\)/),
    );
    expect(server.chats).toHaveLength(3);
  });

  it('names the URL of a server that does not run', async () => {
    const server = await fakeOpenAiServer();
    await server[Symbol.asyncDispose]();
    const { port } = server;
    const model = modelOf(server, { maxRetries: 0 });
    await expect(model.text(hello)).rejects.toEqual(
      failure(new RegExp(`127.0.0.1:${port}/v1 can't be reached .*ECONNREFUSED`)),
    );
  });

  it('fails when no reply comes in time', async () => {
    await using server = await fakeOpenAiServer({ replies: [held().reply] });
    const model = modelOf(server, { timeoutMs: 50, maxRetries: 0 });
    await expect(model.text(hello)).rejects.toEqual(failure(/did not answer within 0\.05 s/));
  });

  it('does not follow a redirect', async () => {
    await using target = await fakeOpenAiServer({ replies: ['Hello.'] });
    await using server = await fakeOpenAiServer({
      replies: [status(307, {}, { location: `${target.baseUrl}/chat/completions` })],
    });
    await expect(modelOf(server, { maxRetries: 0 }).text(hello)).rejects.toEqual(failure(/can't be reached/));
    expect(target.requests).toEqual([]);
  });
});

describe('cancellation', () => {
  it('ends a request that is under way and leaves no listener behind', async () => {
    const hold = held();
    await using server = await fakeOpenAiServer({ replies: [hold.reply, 'Hello.'] });
    const controller = new AbortController();
    const reply = modelOf(server).text({ ...hello, signal: controller.signal });
    await hold.arrived;
    controller.abort();
    await expect(reply).rejects.toEqual(failure(/cancelled/, 'cancelled'));
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
    expect(server.chats).toHaveLength(1);
  });

  it('ends a wait for the next attempt, which would outlast this test', { timeout: 30_000 }, async () => {
    const hold = held();
    await using server = await fakeOpenAiServer({ replies: [hold.reply] });
    const controller = new AbortController();
    const reply = modelOf(server).text({ ...hello, signal: controller.signal });
    await hold.arrived;
    hold.release(status(429, {}, { 'retry-after-ms': '59000' }));
    await fetch(`${server.baseUrl}/models`);
    controller.abort();
    await expect(reply).rejects.toEqual(failure(/cancelled/, 'cancelled'));
  });

  it('sends nothing when the signal has fired before', async () => {
    await using server = await fakeOpenAiServer({ replies: ['Hello.'] });
    const reply = modelOf(server).text({ ...hello, signal: AbortSignal.abort() });
    await expect(reply).rejects.toEqual(failure(/cancelled/, 'cancelled'));
    expect(server.requests).toEqual([]);
  });
});

describe('structured', () => {
  it('asks with a strict schema in which every key is required', async () => {
    await using server = await fakeOpenAiServer({
      replies: [{ kind: 'json', value: { ok: true, note: 'fine' } }],
    });
    const reply = await modelOf(server).structured(verdict);
    expect(reply).toEqual({ value: { ok: true, note: 'fine' }, usage: { inputTokens: 10, outputTokens: 5 } });
    expect(server.chats[0]?.response_format).toEqual({
      type: 'json_schema',
      json_schema: {
        name: 'verdict',
        strict: true,
        schema: {
          type: 'object',
          properties: { ok: { type: 'boolean' }, note: { type: ['string', 'null'] } },
          required: ['ok', 'note'],
          additionalProperties: false,
        },
      },
    });
  });

  it('climbs down strict schema, schema, text when the server rejects a form, and remembers the rung', async () => {
    const fenced = 'Sure!\n```json\n{"ok": true}\n```\nAnything else?';
    const rejected = status(400, { message: 'response_format is not supported' });
    await using server = await fakeOpenAiServer({ replies: [rejected, rejected, fenced, fenced, 'Hello.'] });
    const model = modelOf(server);
    expect(await model.structured(verdict)).toMatchObject({ value: { ok: true, note: null } });
    expect(await model.structured(verdict)).toMatchObject({ value: { ok: true, note: null } });
    await model.text(hello);
    const forms = server.chats.map(
      ({ response_format }) => response_format && (response_format.json_schema.strict ?? false),
    );
    expect(forms).toEqual([true, false, undefined, undefined, undefined]);
    expect(server.chats[2]?.messages[0]?.content).toContain('"required":["ok","note"]');
  });

  it('keeps the strict rung after a plain text call', async () => {
    await using server = await fakeOpenAiServer({
      replies: ['Hello.', { kind: 'json', value: { ok: true } }],
    });
    const model = modelOf(server);
    await model.text(hello);
    await model.structured(verdict);
    expect(server.chats[1]?.response_format?.json_schema.strict).toBe(true);
  });

  it('changes only the parameter a server names as unsupported', async () => {
    const unsupported = (param: string) =>
      status(400, { message: 'unsupported', param, code: 'unsupported_parameter' });
    await using server = await fakeOpenAiServer({
      replies: [unsupported('max_tokens'), unsupported('temperature'), { kind: 'json', value: { ok: true } }],
    });
    await modelOf(server).structured(verdict);
    const last = server.chats[2];
    expect(last).toMatchObject({
      max_completion_tokens: 500,
      response_format: { json_schema: { strict: true } },
    });
    expect(last).not.toHaveProperty('max_tokens');
    expect(last).not.toHaveProperty('temperature');
  });

  it('asks once more with the reason when a reply does not fit, and counts both replies', async () => {
    await using server = await fakeOpenAiServer({ replies: ['{"ok": "maybe"}', '{"ok": false}'] });
    const reply = await modelOf(server).structured(verdict);
    expect(reply).toEqual({
      value: { ok: false, note: null },
      usage: { inputTokens: 20, outputTokens: 10, calls: 2 },
    });
    const again = server.chats[1]?.messages[1]?.content;
    expect(again).toContain('Say hello.');
    expect(again).toContain('Reason: ok: Invalid input: expected boolean, received string');
    expect(again).toContain(JSON.stringify('{"ok": "maybe"}'));
  });

  it.each<[string, string]>([
    ['a sentence in front', 'Here is my verdict for the set {a, b}: {"ok": true, "note": "fine"}'],
    ['a fence around it', 'Sure!\n```json\n{"ok": true, "note": "fine"}\n```\nAnything else?'],
    ['a thought in front', '<think>{"ok": false}</think>{"ok": true, "note": "fine"}'],
    ['another object in front', '{"step": 1}\n{"ok": true, "note": "fine"}'],
    ['the name of the schema around it', '{"verdict": {"ok": true, "note": "fine"}}'],
    ['words of Python and a comma too many', '{"ok": True, "note": "fine",}'],
    ['comments', '{\n  "ok": true, // it is\n  "note": "fine"\n}'],
    [
      'raw channels',
      '<|channel|>analysis<|message|>Hm {"ok": false}<|end|><|start|>assistant<|channel|>final<|message|>{"ok": true, "note": "fine"}',
    ],
    [
      'an end token and chatter behind',
      '{"ok": true, "note": "fine"}<|im_end|>\n<|im_start|>user\n{"ok": false}',
    ],
  ])('reads a reply with %s at the first attempt', async (_, reply) => {
    await using server = await fakeOpenAiServer({ replies: [reply] });
    expect((await modelOf(server).structured(verdict)).value).toEqual({ ok: true, note: 'fine' });
  });

  it.each<[string, FakeReply, RegExp]>([
    ['cut off', { kind: 'text', text: '{"ok": tr', finishReason: 'length' }, /Reason: the reply was cut off/],
    ['empty', { kind: 'text', text: '' }, /Reason: the reply was empty/],
  ])('asks once more after a reply that is %s', async (_, reply, reason) => {
    await using server = await fakeOpenAiServer({ replies: [reply, '{"ok": true}'] });
    expect((await modelOf(server).structured(verdict)).value).toMatchObject({ ok: true });
    expect(server.chats[1]?.messages[1]?.content).toMatch(reason);
  });

  it('fails when the second reply does not fit either', async () => {
    await using server = await fakeOpenAiServer({ replies: ['no', 'still no', '{"ok": true}'] });
    await expect(modelOf(server).structured(verdict)).rejects.toEqual(
      failure(/"fake-model" sent a verdict in the wrong form twice \(the reply holds no JSON object\)/),
    );
    expect(server.chats).toHaveLength(2);
  });
});
