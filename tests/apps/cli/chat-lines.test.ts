import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { ChatLines } from '../../../src/apps/cli/chat-lines.ts';

it('gives the lines of a pipe one by one, and null at its end', async () => {
  const stdin = new PassThrough();
  const lines = new ChatLines(stdin);
  const { signal } = new AbortController();
  stdin.end('one\ntwo\n');
  expect([await lines.next(signal), await lines.next(signal), await lines.next(signal)]).toEqual([
    'one',
    'two',
    null,
  ]);
});

it('stops waiting for a pipe that stays open and silent when the signal fires', async () => {
  const lines = new ChatLines(new PassThrough());
  const leaving = new AbortController();
  const next = lines.next(leaving.signal);
  leaving.abort();
  expect(await next).toBeNull();
  expect(await lines.next(leaving.signal)).toBeNull();
});
