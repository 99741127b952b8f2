import { MessageChannel } from 'node:worker_threads';
import { afterEach, expect, it } from 'vitest';
import { CoderError } from '../../src/errors/coder-error.ts';
import type { CellPort } from '../../src/sandbox/pyodide/cell.ts';
import { GuestChannel } from '../../src/sandbox/pyodide/guest-channel.ts';

const opened: { close(): void }[] = [];

afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

interface Asked {
  id: string;
  request: unknown;
}

/** A channel whose worker answers a request with whatever `say` sends; text in which `ID` stands for that of the request. */
function channelTo(say: (send: (data: unknown) => void, asked: Asked) => void): GuestChannel {
  const { port1: port, port2 } = new MessageChannel();
  const gone = new AbortController();
  const close = () => {
    gone.abort(new CoderError('The worker ended.', { code: 'lost' }));
    port.close();
  };
  port2.on('message', (asked: Asked) => {
    const send = (data: unknown) =>
      port2.postMessage(typeof data === 'string' ? data.replace('"ID"', `"${asked.id}"`) : data);
    say(send, asked);
  });
  opened.push({ close });
  return new GuestChannel({ port: port as unknown as CellPort, gone: gone.signal, close });
}

const text = (message: object) => JSON.stringify({ id: 'ID', ...message });

it('gives the answer, and before it what is printed', async () => {
  const channel = channelTo((send, { request }) => {
    send(text({ output: { stream: 'stdout', text: 'a' } }));
    send(text({ output: { stream: 'stderr', text: 'b' } }));
    send(text({ answer: request }));
  });
  const printed: object[] = [];
  const onOutput = (chunk: object) => printed.push(chunk);
  expect(await channel.ask({ execute: '1' }, { onOutput })).toEqual({ execute: '1' });
  expect(await channel.ask({ execute: '2' })).toEqual({ execute: '2' });
  expect(printed).toEqual([
    { stream: 'stdout', text: 'a' },
    { stream: 'stderr', text: 'b' },
  ]);
});

it.each<[string, unknown]>([
  ['an object instead of text', { id: 'ID', answer: 1 }],
  ['text that is no JSON', 'hello'],
  ['a message of another kind', text({ call: 'fetch', url: 'http://127.0.0.1/' })],
  ['an answer with something beside it', text({ answer: 1, output: { stream: 'stdout', text: '' } })],
  ['output of a third stream', text({ output: { stream: 'page', text: 'x' } })],
  ['output that is no text', text({ output: { stream: 'stdout', text: { toString: 1 } } })],
  ['an answer to something else', text({ id: '1-2-3-4', answer: 1 })],
  ['nesting without end', `{"id":"ID","answer":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
])('ends a worker that says %s', async (_what, message) => {
  const channel = channelTo((send) => send(message));
  await expect(channel.ask({})).rejects.toMatchObject({ code: 'lost' });
  await expect(channel.ask({})).rejects.toMatchObject({ code: 'lost' });
});

it('ends a worker that speaks without being asked, so that no answer is there before its question', async () => {
  const channel = channelTo((send) => {
    send(text({ answer: 'true' }));
    send(text({ answer: 'forged for the next question' }));
  });
  expect(await channel.ask({})).toBe('true');
  await expect(channel.ask({})).rejects.toMatchObject({ code: 'lost' });
});

it('ends a worker that prints without end', async () => {
  const chunk = text({ output: { stream: 'stdout', text: 'x'.repeat(2 ** 20) } });
  const channel = channelTo((send) => {
    for (let sent = 0; sent < 70; sent += 1) send(chunk);
    send(text({ answer: 1 }));
  });
  await expect(channel.ask({})).rejects.toMatchObject({ code: 'lost' });
});
