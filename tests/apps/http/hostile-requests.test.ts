import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpRoom, openHttpRoom, viewOf } from '../../helpers/http-room.ts';
import { askRaw, problemsIn } from '../../helpers/raw-http.ts';

const host = 'host: 127.0.0.1\r\n';
const close = 'connection: close\r\n';
const hash = 'a'.repeat(64);
const task = 'b'.repeat(32);

let room: HttpRoom;
beforeAll(async () => {
  room = await openHttpRoom({ config: { service: { requestsPerMinute: 1_000_000, bodyMiB: 1 } } });
});
afterAll(() => room[Symbol.asyncDispose]());
const ask = (line: string, headers = '') =>
  askRaw(room.url, `${line} HTTP/1.1\r\n${host}${headers}${close}\r\n`);
const statusOf = (heard: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(heard)?.[1]);

const tricks = [
  '..',
  '../../../../etc/passwd',
  '..%2f..%2f..%2fetc%2fpasswd',
  '%2e%2e%2f%2e%2e%2ftask.json',
  '..%5c..%5cwindows',
  '....//....//etc/passwd',
  '%252e%252e%252fetc',
  '%c0%ae%c0%ae/etc/passwd',
  '%00',
  'a%00.txt',
  'a%0d%0ax-evil:%201',
  '%2fetc%2fpasswd',
  'file:%2f%2f%2fetc%2fpasswd',
  '%ff%fe',
  '%',
  '__proto__',
  'constructor',
  'toString',
  'x'.repeat(5_000),
];

describe('a path with a trick in the place of a name', () => {
  it.each([
    'GET /api/files/@',
    'GET /api/files/@/content',
    'DELETE /api/files/@',
    'GET /api/tasks/@',
    'GET /api/tasks/@/events',
    'GET /api/tasks/@/audit',
    'DELETE /api/tasks/@?forget=true',
    `GET /api/tasks/${task}/artifacts/@`,
    'GET /api/projects/@',
    'DELETE /api/projects/@',
    'GET /api/projects/@/files/a.txt',
    'GET /api/projects/p/files/@',
    'DELETE /api/projects/p/files/@',
    'GET /api/tasks?before=@',
    'GET /api/tasks?limit=@',
    `DELETE /api/tasks/${task}?forget=@`,
  ])('is answered like what is not there: %s', async (line) => {
    for (const trick of tricks) {
      const heard = await ask(line.replace('@', trick));
      expect([trick, statusOf(heard)]).toEqual([trick, expect.toSatisfy((at) => at >= 400 && at < 500)]);
      expect(problemsIn(heard)).toHaveLength(1);
      expect(heard).not.toMatch(/root:|^x-evil/m);
    }
  });

  it('writes nothing outside of its project', async () => {
    const before = readdirSync(room.coder.folder, { recursive: true }).length;
    for (const trick of tricks.filter((name) => /\.\.|%00|%0d|%2f|%ff|^%$|x{300}/.test(name))) {
      const heard = await ask(`PUT /api/projects/p/files/${trick}`, 'content-length: 0\r\n');
      expect([trick, statusOf(heard)]).toEqual([trick, expect.toSatisfy((at) => at >= 400 && at < 500)]);
    }
    const project = 'tenants/local/projects';
    const after = readdirSync(room.coder.folder, { recursive: true, encoding: 'utf8' });
    expect(after.filter((name) => !name.includes(project)).length).toBeLessThanOrEqual(before);
    expect(await (await room.call('/api/projects/p')).json()).toMatchObject({ files: [] });
  });

  it('in a header is no id and no range', async () => {
    const { id } = await viewOf(await room.post('/api/tasks', { code: 'print(1)' }));
    for (const last of ['-1', '1e9', '../1', '99999999999', '1, 2', '__proto__'])
      expect(statusOf(await ask(`GET /api/tasks/${id}/events`, `last-event-id: ${last}\r\n`))).toBe(400);
    const file = await room.upload('a.txt', 'abc');
    for (const range of [
      'bytes=../../etc',
      'bytes=-',
      'bytes=1e1-',
      'bytes=0-0,1-1',
      `bytes=${'9'.repeat(400)}-x`,
    ])
      expect(statusOf(await ask(`GET /api/files/${file.id}/content`, `range: ${range}\r\n`))).toBe(200);
  });
});

describe('a name that wants to be a header', () => {
  it.each(['a"\\r\\nx-evil: 1.txt', 'a\\nb.txt', 'a"; filename=evil.exe', 'a\u2028b.txt', "a'';x.txt"])(
    'stays a name: %j',
    async (name) => {
      const { id } = await room.upload(name.replaceAll('\\r', '\r').replaceAll('\\n', '\n'), name);
      const heard = await ask(`GET /api/files/${id}/content`);
      expect(statusOf(heard)).toBe(200);
      expect(heard).not.toMatch(/^x-evil/im);
      expect(heard.match(/^content-disposition: attachment;/gim)).toHaveLength(1);
    },
  );
});

describe('JSON that wants to be more', () => {
  const send = (body: string) =>
    room.call('/api/templates/render', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

  it.each([
    ['deep lists', `{"template":"","variables":{"a":${nested(200_000)}}}`],
    ['lists without an end', '['.repeat(500_000)],
    ['a prototype', '{"template":"","variables":{},"__proto__":{"a":1}}'],
    ['a constructor', '{"template":"","variables":{"constructor":{"prototype":{"a":1}}}}'],
    ['a prototype below', '{"template":"","variables":{"__proto__":{"a":1}}}'],
    ['too much of it', JSON.stringify({ template: 'x'.repeat(2 ** 20), variables: {} })],
    ['a byte order mark and no JSON', '\ufeff'],
    ['a number without an end', `{"template":"","variables":{"a":${'9'.repeat(100_000)}e9999}}`],
  ])('is refused or answered, and changes nothing: %s', async (_, body) => {
    const response = await send(body);
    expect(response.status).toBeLessThan(500);
    expect(({} as { a?: number }).a).toBeUndefined();
    expect(await (await send('{"template":"{{ n }}","variables":{"n":1}}')).json()).toEqual({ text: '1' });
  });
});

describe('a request within a request', () => {
  const hidden = `GET /api/tasks HTTP/1.1\r\n${host}\r\n`;
  const post = (headers: string, body: string) =>
    `POST /api/verify HTTP/1.1\r\n${host}content-type: application/json\r\n${headers}\r\n${body}`;

  it.each([
    ['two framings', post('content-length: 6\r\ntransfer-encoding: chunked\r\n', `0\r\n\r\n${hidden}`)],
    ['two lengths', post('content-length: 2\r\ncontent-length: 30\r\n', `{}${hidden}`)],
    ['an odd encoding', post('transfer-encoding: chunked, identity\r\n', `0\r\n\r\n${hidden}`)],
    ['a length that is none', post('content-length: +2\r\n', `{}${hidden}`)],
    ['a blank before the colon', post('content-length : 2\r\n', `{}${hidden}`)],
    ['a line that goes on', post('x-a: 1\r\n content-length: 2\r\ncontent-length: x\r\n', `{}${hidden}`)],
    ['a chunk with a wrong size', post('transfer-encoding: chunked\r\n', `2\r\n{}{}\r\n0\r\n\r\n${hidden}`)],
  ])('is never answered: %s', async (_, text) => {
    const heard = await askRaw(room.url, text);
    expect(heard.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400']);
    expect(problemsIn(heard)).toMatchObject([{ status: 400, code: 'input-invalid' }]);
  });
});

describe('who is called, and how', () => {
  const under = (headers: string, target = '/api/tasks') =>
    askRaw(room.url, `GET ${target} HTTP/1.1\r\n${headers}${close}\r\n`);

  it.each([
    ['nobody', '', 400],
    ['somebody else', 'host: evil.example\r\n', 403],
    ['somebody else behind a user', 'host: 127.0.0.1@evil.example\r\n', 403],
    ['a name that begins alike', 'host: 127.0.0.1.evil.example\r\n', 403],
    ['nothing', 'host: \r\n', 403],
    ['a path', 'host: 127.0.0.1/../evil\r\n', 200],
    ['somebody else beside the origin', `${host}origin: http://127.0.0.1.evil.example\r\n`, 403],
    ['no origin to name', `${host}origin: null\r\n`, 403],
    ['an origin of a file', `${host}origin: file://\r\n`, 403],
  ])('is decided by the whole name: %s', async (_, headers, status) => {
    expect(statusOf(await under(headers))).toBe(status);
  });

  it.each([
    ['TRACE /api/tasks', 405],
    ['PATCH /api/tasks', 405],
    ['PUT /api/files', 405],
    ['POST /health', 405],
    [`DELETE /api/files/${hash}/content`, 405],
    ['BREW /api/tasks', 405],
    ['PATCH /nothing', 404],
    ['GET /api', 404],
    ['GET /api/__proto__', 404],
    ['GET /..%2f..%2fetc/passwd', 404],
  ])('is told what it can do: %s', async (line, status) => {
    const heard = await ask(line);
    expect(statusOf(heard)).toBe(status);
    expect(problemsIn(heard)).toMatchObject([{ status }]);
    expect(/^allow: .*(GET|POST|DELETE)/im.test(heard)).toBe(status === 405);
  });

  it('gives the head of what it would give, and options without an origin', async () => {
    expect(await ask('HEAD /api/tasks')).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*\r\n\r\n$/);
    expect(statusOf(await ask('OPTIONS /api/tasks'))).toBe(204);
  });
});
