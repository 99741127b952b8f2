import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { askedModel } from '../../src/agents/ask-chat-model.ts';
import { createChatModel } from '../../src/agents/chat-model.ts';
import { type FakeReply, fakeOpenAiServer, status } from '../helpers/fake-openai-server.ts';

const question = { system: 'You count.', user: 'How many?' };
const schema = z.object({ count: z.number() });

async function served(...replies: FakeReply[]) {
  const server = await fakeOpenAiServer();
  server.push(...replies);
  const model = askedModel(() =>
    createChatModel({
      config: { apiKey: 'the-key', model: { baseUrl: server.baseUrl, name: 'small', maxRetries: 1 } },
    }),
  );
  return { server, model, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

describe('the model of the agents', () => {
  it('is the configured one', async () => {
    await using room = await served('Seven.');
    expect(await room.model.text(question)).toBe('Seven.');
    expect(room.server.requests).toMatchObject([
      {
        authorization: 'Bearer the-key',
        body: { model: 'small', messages: [{ content: 'You count.' }, { content: 'How many?' }] },
      },
    ]);
  });

  it('is missing with a sentence that says how to get one', async () => {
    const missing = createChatModel({
      config: { apiKey: null, model: { baseUrl: null, detectLocal: false } },
    });
    await expect(missing).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringMatching(/^Agents need a chat model .* Set OPENAI_API_KEY/),
    });
  });

  it('gives objects through its schema', async () => {
    await using room = await served('{"count":7}');
    expect(await room.model.object(question, 'count', schema)).toEqual({ count: 7 });
    expect(room.server.chats).toMatchObject([{ response_format: { type: 'json_schema' } }]);
  });

  it('gives objects as text where the server knows no schema, and remembers it', async () => {
    const fenced = '<think>Hm.</think>Here:\n```json\n{"count": 7,}\n```';
    await using room = await served(status(400), fenced, fenced);
    expect(await room.model.object(question, 'count', schema)).toEqual({ count: 7 });
    expect(await room.model.object(question, 'count', schema)).toEqual({ count: 7 });
    expect(room.server.chats.map(({ response_format }) => response_format?.type)).toEqual([
      'json_schema',
      undefined,
      undefined,
    ]);
    expect(room.server.chats[1]?.messages[0]?.content).toContain('"count"');
  });

  it('gives objects as text where the schema was ignored', async () => {
    await using room = await served('Seven!', '```json\n{"count": 7}\n```');
    expect(await room.model.object(question, 'count', schema)).toEqual({ count: 7 });
    expect(room.server.chats).toHaveLength(2);
  });

  it('fails with one sentence when the key is refused, without asking in another form', async () => {
    await using room = await served(status(401, { message: 'Incorrect API key' }));
    await expect(room.model.object(question, 'count', schema)).rejects.toMatchObject({
      code: 'model-failed',
    });
    expect(room.server.chats).toHaveLength(1);
  });

  it('is asked once more after a reply with nothing in it, and has failed the second time', async () => {
    await using room = await served('<think>Hm.</think>', 'Seven.', '', ' ');
    expect(await room.model.text(question)).toBe('Seven.');
    await expect(room.model.text(question)).rejects.toMatchObject({ code: 'model-failed' });
    expect(room.server.chats).toHaveLength(4);
  });

  it('stops when it is cancelled', async () => {
    await using room = await served('Seven.');
    const signal = AbortSignal.abort();
    await expect(room.model.text({ ...question, signal })).rejects.toMatchObject({ code: 'cancelled' });
    expect(room.server.chats).toEqual([]);
  });
});
