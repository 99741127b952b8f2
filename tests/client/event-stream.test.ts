import { describe, expect, it } from 'vitest';
import { eventStream, type StreamMessage } from '../../src/client/event-stream.ts';

function bodyOf(parts: (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      for (const part of parts)
        controller.enqueue(typeof part === 'string' ? new TextEncoder().encode(part) : part);
      controller.close();
    },
  });
}

async function read(
  parts: (string | Uint8Array)[],
  onRetry?: (ms: number) => void,
): Promise<StreamMessage[]> {
  const messages: StreamMessage[] = [];
  for await (const message of eventStream(bodyOf(parts), { onRetry })) messages.push(message);
  return messages;
}

/** The same bytes in chunks of every length there is. */
function* splits(text: string): Generator<Uint8Array[]> {
  const bytes = new TextEncoder().encode(text);
  for (let length = 1; length <= bytes.length; length += 1)
    yield Array.from({ length: Math.ceil(bytes.length / length) }, (_, at) =>
      bytes.slice(at * length, (at + 1) * length),
    );
}

const message = (data: string, more: Partial<StreamMessage> = {}): StreamMessage => ({
  id: '',
  event: 'message',
  data,
  ...more,
});

describe('server-sent events', () => {
  it.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR', '\r'],
  ])('are the same with %s at the ends of lines, wherever chunks are cut', async (_, end) => {
    const text = [
      ': begins',
      'id: 1',
      'event: output',
      'data: Grüße',
      'data: 🙂',
      '',
      'data: two',
      '',
      '',
    ].join(end);
    const expected = [
      message('Grüße\n🙂', { id: '1', event: 'output' }),
      message('two', { id: '1' }), // an id stays until another one comes
    ];
    for (const parts of splits(text)) expect(await read(parts)).toEqual(expected);
  });

  it.each([
    [
      'the example of the standard with YHOO',
      'data: YHOO\ndata: +2\ndata: 10\n\n',
      [message('YHOO\n+2\n10')],
    ],
    [
      'the example of the standard with ids',
      ': test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n',
      [message('first event', { id: '1' }), message('second event')],
    ],
    [
      'the example of the standard with empty data',
      'data\n\ndata\ndata\n\ndata:',
      [message(''), message('\n')],
    ],
    [
      'only one space is taken off',
      'data:test\n\ndata: test\n\ndata:  test\n\n',
      [message('test'), message('test'), message(' test')],
    ],
    ['a byte order mark at the beginning', '\uFEFFdata: a\n\n', [message('a')]],
    [
      'an id with a NUL is no id',
      'id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n',
      [message('a', { id: '1' }), message('b', { id: '1' })],
    ],
    ['fields nobody knows', 'foo: bar\ndata: a\n\n', [message('a')]],
    ['a name without data is no event', 'event: x\n\ndata: a\n\n', [message('a')]],
    ['a half event at the end is dropped', 'data: a\n\ndata: b\n', [message('a')]],
  ])('%s', async (_, text, expected) => {
    expect(await read([text])).toEqual(expected);
  });

  it('tell how long to wait, in digits only', async () => {
    const waits: number[] = [];
    await read(['retry: 1500\nretry: soon\nretry: -1\nretry: 1e3\n\n'], (ms) => waits.push(ms));
    expect(waits).toEqual([1500]);
  });

  it('may be long and come in many pieces', async () => {
    const piece = new TextEncoder().encode('x'.repeat(1_000));
    const parts = ['data: ', ...Array.from({ length: 20_000 }, () => piece), '\n\n'];
    const [only] = await read(parts);
    expect(only?.data.length).toBe(20_000_000);
  });

  it('end with an error where nothing comes for too long', async () => {
    const silent = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array([58, 10])),
    });
    await expect(eventStream(silent, { idleMs: 20 }).next()).rejects.toThrow('Nothing came for 20 ms.');
  });

  it('let go of the connection when nobody reads on', async () => {
    let isCancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode('data: a\n\n')),
      cancel: () => {
        isCancelled = true;
      },
    });
    for await (const { data } of eventStream(endless)) if (data === 'a') break;
    expect(isCancelled).toBe(true);
  });
});
