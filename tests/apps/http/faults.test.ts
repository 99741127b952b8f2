import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type HttpRoom, messagesOf, openHttpRoom, viewOf } from '../../helpers/http-room.ts';
import { askRaw, problemsIn, RawConnection } from '../../helpers/raw-http.ts';

const host = 'host: 127.0.0.1\r\n';
const endless = 'import time\ntime.sleep(600)';
const partHead = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.bin"\r\n\r\n';
const uploadHead = (length: string) =>
  `POST /api/files HTTP/1.1\r\n${host}content-type: multipart/form-data; boundary=b\r\n${length}\r\n\r\n`;

let room: HttpRoom;
beforeAll(async () => {
  room = await openHttpRoom({
    config: { maxFileSizeMiB: 1, service: { bodyMiB: 1, requestsPerMinute: 1_000_000 } },
    patience: { headers: 500, request: 1_000, farewell: 200 },
  });
});
afterAll(() => room[Symbol.asyncDispose]());
const kept = () => readdirSync(path.join(room.serviceDir, 'tenants/local/files'));
const isAlive = async () => (await room.call('/health')).status === 200;
const untilNothingIsKept = () => vi.waitFor(() => expect(kept()).toEqual([]), { timeout: 20_000 });

/** Sends one byte after the other, never all of it. */
async function dribble(head: string): Promise<string> {
  await using connection = await RawConnection.open(room.url);
  await connection.say(head);
  const drops = setInterval(() => void connection.say('x'), 20);
  try {
    return await connection.untilEnd();
  } finally {
    clearInterval(drops);
  }
}

describe('clients that take their time', () => {
  it.each([
    ['headers', `GET /health HTTP/1.1\r\n${host}x-slow: `],
    ['bodies', `${uploadHead('content-length: 100000')}${partHead}`],
    [
      'JSON',
      `POST /api/verify HTTP/1.1\r\n${host}content-type: application/json\r\ncontent-length: 9999\r\n\r\n{`,
    ],
  ])('are ended, and hold nobody up meanwhile: %s', async (_, head) => {
    const slow = Array.from({ length: 20 }, () => dribble(head));
    expect(await isAlive()).toBe(true);
    for (const heard of await Promise.all(slow)) {
      expect(heard).toMatch(/^HTTP\/1.1 408 /);
      expect(problemsIn(heard)).toMatchObject([{ status: 408, detail: expect.stringContaining('again') }]);
    }
    await untilNothingIsKept();
  });
});

describe('bodies that are too large', () => {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  const gibibyte = 2 ** 30;

  /** Bytes that could be sent of a gigabyte before the connection was over, and the answer. */
  async function sendGigabyte(head: string, frame: (part: Buffer) => Buffer) {
    await using connection = await RawConnection.open(room.url);
    await connection.say(head);
    let sent = 0;
    for (; sent < gibibyte && !connection.isOver; sent += chunk.length) await connection.say(frame(chunk));
    return { sent, heard: await connection.untilEnd() };
  }
  const asChunk = (part: Buffer) =>
    Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]);
  const held = () => process.memoryUsage().arrayBuffers;

  it.each([
    [
      'a file without an announced length',
      `${uploadHead('transfer-encoding: chunked')}${partHead.length.toString(16)}\r\n${partHead}\r\n`,
      asChunk,
    ],
    [
      'a file with one',
      `${uploadHead(`content-length: ${2 ** 30 + 200}`)}${partHead}`,
      (part: Buffer) => part,
    ],
    [
      'JSON',
      `POST /api/verify HTTP/1.1\r\n${host}content-type: application/json\r\ncontent-length: ${2 ** 30}\r\n\r\n`,
      (part: Buffer) => part,
    ],
    [
      'a file of a project',
      `PUT /api/projects/p/files/a.bin HTTP/1.1\r\n${host}content-length: ${2 ** 30}\r\n\r\n`,
      (part: Buffer) => part,
    ],
  ])('are refused long before their end, and nothing is kept: %s', async (_, head, frame) => {
    const before = held();
    const { sent, heard } = await sendGigabyte(head, frame);
    expect(sent).toBeLessThan(gibibyte);
    expect(held() - before).toBeLessThan(128 * 2 ** 20);
    if (heard !== '') expect(problemsIn(heard)).toMatchObject([{ status: 413, code: 'too-large' }]);
    await untilNothingIsKept();
    expect(await isAlive()).toBe(true);
  });
});

describe('forms that are broken', () => {
  const file = (name: string, rest = '') =>
    `--b\r\ncontent-disposition: form-data; name="${name}"; filename="a.txt"${rest}\r\n\r\nabc\r\n`;
  const send = (body: string, type = 'multipart/form-data; boundary=b', target = '/api/files') =>
    room.call(target, { method: 'POST', headers: { 'content-type': type }, body });

  it.each<[string, string, string | undefined, number]>([
    ['no boundary', '--b', 'multipart/form-data', 400],
    ['another boundary', `${file('f')}--b--`, 'multipart/form-data; boundary=other', 400],
    ['an endless boundary', 'x', `multipart/form-data; boundary=${'b'.repeat(5000)}`, 400],
    ['no end', file('f'), undefined, 400],
    ['an end within a part', file('f').slice(0, -4), undefined, 400],
    ['no parts', '--b--\r\n', undefined, 415],
    ['nothing', '', undefined, 415],
    [
      'a part without a name',
      '--b\r\ncontent-disposition: form-data\r\n\r\nabc\r\n--b--\r\n',
      undefined,
      415,
    ],
    ['a part without headers', '--b\r\n\r\nabc\r\n--b--\r\n', undefined, 415],
    ['101 files', `${file('f').repeat(101)}--b--\r\n`, undefined, 413],
    ['a name that objects have', `${file('__proto__')}--b--\r\n`, undefined, 400],
  ])('are refused as what they are, and nothing stays half: %s', async (_, ...[body, type, status]) => {
    for (const target of ['/api/files', '/api/projects/broken/files']) {
      const response = await send(body, type, target);
      expect([target, response.status]).toEqual([target, status]);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    }
    const halves = kept().filter((name) => name.startsWith('.'));
    expect(halves).toEqual([]);
    for (const { id } of ((await (await room.call('/api/files')).json()) as { files: { id: string }[] })
      .files)
      await room.call(`/api/files/${id}`, { method: 'DELETE' });
  });
});

describe('a client that is gone', () => {
  const ask = (body: object, target = '/api/tasks', headers = '') => {
    const text = JSON.stringify(body);
    return `POST ${target} HTTP/1.1\r\n${host}${headers}content-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`;
  };
  const states = async () => {
    const { tasks } = (await (await room.call('/api/tasks')).json()) as { tasks: { state: string }[] };
    return tasks.map(({ state }) => state);
  };
  const untilWorkIs = (there: boolean) =>
    vi.waitFor(() => expect(room.coder.taskFolders().length > 0).toBe(there), { timeout: 30_000 });

  it.each([
    ['in the middle of a task', ask({ code: endless }), (it: RawConnection) => it.socket.destroy()],
    [
      'in the middle of a stream',
      ask({ code: endless }, '/api/tasks', 'accept: text/event-stream\r\n'),
      (it: RawConnection) => it.socket.destroy(),
    ],
    [
      'in the middle of a call',
      ask({ code: endless, language: 'python' }, '/api/execute'),
      (it: RawConnection) => it.socket.resetAndDestroy(),
    ],
    ['with half a connection left', ask({ code: endless }), (it: RawConnection) => it.socket.end()],
  ])('leaves nothing at work: %s', async (_, text, leave) => {
    await using connection = await RawConnection.open(room.url, { allowHalfOpen: true });
    await connection.say(text);
    await untilWorkIs(true);
    leave(connection);
    await untilWorkIs(false);
    await vi.waitFor(async () => expect(await states()).not.toContain('running'), { timeout: 20_000 });
  });

  it('leaves nothing of an upload', async () => {
    const connection = await RawConnection.open(room.url);
    await connection.say(`${uploadHead('content-length: 500000')}${partHead}abc`);
    await vi.waitFor(() => expect(kept()).toHaveLength(1), { timeout: 20_000 });
    await connection[Symbol.asyncDispose]();
    await untilNothingIsKept();
  });

  it('misses nothing of a task in the background when it comes back', async () => {
    const code = 'for n in range(20000):\n    print("line", n)';
    const { id } = await viewOf(await room.post('/api/tasks', { code, background: true }));
    await using slow = await RawConnection.open(room.url);
    await slow.say(`GET /api/tasks/${id}/events HTTP/1.1\r\n${host}\r\n`);
    await slow.until('id: 1\n');
    slow.socket.pause();
    const messages = await messagesOf(await room.call(`/api/tasks/${id}/events`));
    expect(messages.at(-1)).toMatchObject({ event: 'task', data: { state: 'ended' } });
    slow.socket.resume();
    expect(await slow.until('event: task')).toContain(`id: ${messages.length - 1}\n`);
  });
});

it('half a request, ended, is answered or ended, and harms nobody', async () => {
  await using connection = await RawConnection.open(room.url, { allowHalfOpen: true });
  await connection.say('POST /api/tasks HTTP/1.1\r\nhost');
  connection.socket.end();
  expect(problemsIn(await connection.untilEnd()).map(({ status }) => status)).toEqual([400]);
  expect(await isAlive()).toBe(true);
});

it('lets nobody in for guessing, and the right one meanwhile', async () => {
  const token = 'r'.repeat(40);
  await using guarded = await openHttpRoom({ tokens: `right=${token}` });
  const guess = (n: number) =>
    `GET /api/tasks HTTP/1.1\r\n${host}authorization: Bearer ${String(n).padStart(40, 'r')}\r\n${n % 1000 === 999 ? 'connection: close\r\n' : ''}\r\n`;
  const connections = Array.from({ length: 10 }, (_, index) =>
    askRaw(guarded.url, Array.from({ length: 1000 }, (_, n) => guess(index * 1000 + n)).join('')),
  );
  const right = await guarded.call('/api/tasks', { headers: { authorization: `Bearer ${token}` } });
  expect(right.status).toBe(200);
  const statuses = (await Promise.all(connections)).join('').match(/HTTP\/1\.1 \d+/g) ?? [];
  expect(statuses).toHaveLength(10_000);
  expect(new Set(statuses)).toEqual(new Set(['HTTP/1.1 401', 'HTTP/1.1 429']));
});
