import { AIMessageChunk } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createChatModel } from '../../../src/agents/chat-model.ts';
import { type FakeReply, fakeOpenAiServer, status } from '../../helpers/fake-openai-server.ts';

const add = tool(({ a, b }) => String(a + b), {
  name: 'add',
  description: 'Adds two numbers.',
  schema: z.object({ a: z.number(), b: z.number() }),
});
const written = 'Adding. <tool_call>\n{"name": "add", "arguments": {"a": 1, "b": 2}}\n</tool_call>';
const native: FakeReply = { kind: 'tool-call', name: 'add', args: { a: 1, b: 2 } };

async function served(replies: FakeReply[], settings: object = {}, pages: Record<string, unknown> = {}) {
  const server = await fakeOpenAiServer({ replies, pages });
  const notes: string[] = [];
  const model = await createChatModel({
    config: {
      apiKey: 'the-key',
      model: { baseUrl: server.baseUrl, name: 'qwen2.5', maxRetries: 0, ...settings },
    },
    onNote: (note) => notes.push(note),
  });
  const bound = model.bindTools?.([add]) as NonNullable<ReturnType<NonNullable<typeof model.bindTools>>>;
  return { server, notes, model, bound, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

/** Which of the requests for a completion had native tools. */
function nativeOnes({ chats }: { chats: object[] }): boolean[] {
  return chats.map((body) => 'tools' in body);
}

describe('the tool calls of the configured model', () => {
  it('are native where the server takes them, and nothing is said', async () => {
    await using room = await served([native, 'Three.']);
    expect(await room.bound.invoke('1+2?')).toMatchObject({
      tool_calls: [{ name: 'add', args: { a: 1, b: 2 } }],
    });
    expect(await room.bound.invoke('1+2?')).toMatchObject({ text: 'Three.', tool_calls: [] });
    expect({ native: nativeOnes(room.server), notes: room.notes }).toEqual({
      native: [true, true],
      notes: [],
    });
  });

  it('become text when the server refuses tools and takes the same request in text, which is said once', async () => {
    await using room = await served([status(400), written, written]);
    for (let time = 0; time < 2; time += 1)
      expect(await room.bound.invoke('1+2?')).toMatchObject({
        text: 'Adding.',
        tool_calls: [{ name: 'add', args: { a: 1, b: 2 } }],
      });
    expect(nativeOnes(room.server)).toEqual([true, false, false]);
    expect(room.notes).toEqual([
      expect.stringMatching(/^127\.0\.0\.1 refuses native tool calls: .*\(\w+\)\.$/),
    ]);
  });

  it('become text in a stream as well', async () => {
    await using room = await served([status(400), written]);
    const pieces: AIMessageChunk[] = [];
    for await (const piece of await room.bound.stream('1+2?')) pieces.push(piece as AIMessageChunk);
    const whole = pieces.reduce((sum, piece) => sum.concat(piece));
    expect(whole).toMatchObject({ tool_calls: [{ name: 'add', args: { a: 1, b: 2 } }] });
    expect(whole.text.trim()).toBe('Adding.');
  });

  it.each([
    ['the key is refused', status(401), 1],
    ['the prompt is too long', status(400, { code: 'context_length_exceeded' }), 1],
    ['the model is not there', status(404, { code: 'model_not_found' }), 1],
    ['text is refused as well', status(400), 2],
  ])('stay native where %s', async (_, refusal, requests) => {
    await using room = await served([refusal, ...(requests === 2 ? [refusal] : []), native]);
    await expect(room.bound.invoke('1+2?')).rejects.toThrow();
    expect(room.server.chats).toHaveLength(requests);
    expect(await room.bound.invoke('1+2?')).toMatchObject({ tool_calls: [{ name: 'add' }] });
    expect(nativeOnes(room.server).at(-1)).toBe(true);
    expect(room.notes).toEqual([]);
  });

  it('are read where the server hands on what the model wrote, in one piece and in a stream', async () => {
    await using room = await served([written, written, 'Three.']);
    const reply = await room.bound.invoke('1+2?');
    expect(reply).toMatchObject({ text: 'Adding.', tool_calls: [{ name: 'add' }] });
    const pieces: AIMessageChunk[] = [];
    for await (const piece of await room.bound.stream('1+2?')) pieces.push(piece as AIMessageChunk);
    const whole = pieces.reduce((sum, piece) => sum.concat(piece), new AIMessageChunk(''));
    expect(whole.tool_calls).toMatchObject([{ name: 'add', args: { a: 1, b: 2 } }]);
    expect(nativeOnes(room.server)).toEqual([true, true]);
  });

  it('are text from the start where Ollama says that the model has no tools', async () => {
    const pages = { '/api/show': { capabilities: ['completion'], template: '{{ .Prompt }}' } };
    await using room = await served([written], {}, pages);
    expect(await room.bound.invoke('1+2?')).toMatchObject({ tool_calls: [{ name: 'add' }] });
    expect(nativeOnes(room.server)).toEqual([false]);
    expect(room.notes).toEqual([expect.stringContaining('has no native tool calls')]);
    const asked = room.server.requests.find(({ path }) => path === '/api/show');
    expect(asked).toMatchObject({ method: 'POST', authorization: null, body: { model: 'qwen2.5' } });
  });

  it('are as the settings say', async () => {
    await using text = await served([written], { toolCalls: 'text' });
    expect(await text.bound.invoke('1+2?')).toMatchObject({ tool_calls: [{ name: 'add' }] });
    expect(nativeOnes(text.server)).toEqual([false]);
    await using native = await served([written], { toolCalls: 'native' });
    expect(await native.bound.invoke('1+2?')).toMatchObject({ text: written, tool_calls: [] });
    const config = {
      apiKey: 'k',
      model: { baseUrl: native.server.baseUrl, name: 'x', toolDialect: 'klingon' },
    };
    await expect(createChatModel({ config })).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining('There are: auto, '),
    });
  });

  it('ask the server nothing for requests without tools', async () => {
    await using room = await served(['Hello.']);
    expect(await room.model.invoke('Hi')).toMatchObject({ text: 'Hello.' });
    expect(room.server.requests).toHaveLength(1);
  });
});
