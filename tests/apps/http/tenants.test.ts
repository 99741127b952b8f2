import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTenants } from '../../../src/apps/http/admission/tenants.ts';
import { serveHttp } from '../../../src/apps/http/serve-http.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { type HttpRoom, openHttpRoom, viewOf } from '../../helpers/http-room.ts';

const alice = 'a'.repeat(40);
const bob = 'b'.repeat(40);
const as = (token: string) => ({ authorization: `Bearer ${token}` });

describe('the tenants of a service', () => {
  let room: HttpRoom;
  beforeAll(async () => {
    room = await openHttpRoom({ tokens: `alice=${alice} bob=${bob}` });
  });
  afterAll(() => room[Symbol.asyncDispose]());

  it('never see files, tasks, events, artifacts and records of each other', async () => {
    const file = await room.upload('secret.csv', 'a\n1\n', as(alice));
    const code = "with open('a.txt', 'w') as file:\n    file.write('x')";
    const { id } = await viewOf(await room.post('/api/tasks', { code, files: [{ id: file.id }] }, as(alice)));
    const paths = [
      `/api/files/${file.id}`,
      `/api/files/${file.id}/content`,
      `/api/tasks/${id}`,
      `/api/tasks/${id}/events`,
      `/api/tasks/${id}/artifacts/a.txt`,
      `/api/tasks/${id}/audit`,
    ];
    for (const path of paths) {
      expect([path, (await room.call(path, { headers: as(alice) })).status]).toEqual([path, 200]);
      expect([path, (await room.call(path, { headers: as(bob) })).status]).toEqual([path, 404]);
    }
    expect((await room.call(`/api/tasks/${id}`, { method: 'DELETE', headers: as(bob) })).status).toBe(404);
    expect((await room.post(`/api/tasks/${id}/approval`, { action: 'approve' }, as(bob))).status).toBe(404);
    expect((await room.post('/api/tasks', { code, files: [{ id: file.id }] }, as(bob))).status).toBe(404);
    expect(await (await room.call('/api/tasks', { headers: as(bob) })).json()).toEqual({
      tasks: [],
      next: null,
    });
    expect(await (await room.call('/api/files', { headers: as(bob) })).json()).toEqual({ files: [] });
  });

  it.each([{}, as('c'.repeat(40)), { authorization: alice }, { authorization: `Basic ${alice}` }, as('')])(
    'are known by their tokens alone: %o',
    async (headers) => {
      const response = await room.call('/api/tasks', { headers });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(await response.json()).toMatchObject({ code: 'unauthorized' });
    },
  );

  it('let nobody try out tokens faster than others may ask', async () => {
    await using strict = await openHttpRoom({
      tokens: `alice=${alice} bob=${bob}`,
      config: { service: { requestsPerMinute: 3 } },
    });
    const guess = async (path: string) => (await strict.call(path, { headers: as('c'.repeat(40)) })).status;
    expect([await guess('/api/tasks'), await guess('/nowhere'), await guess('/api/files')]).toEqual([
      401, 404, 401,
    ]);
    expect([await guess('/api/tasks'), await guess('/nowhere')]).toEqual([429, 429]);
    expect((await strict.call('/health')).status).toBe(200);
    expect((await strict.call('/api/tasks', { headers: as(alice) })).status).toBe(200);
  });

  it('may come from a page of an origin that is configured, which is asked about first and told why not', async () => {
    const origin = 'https://app.example.org';
    await using shared = await openHttpRoom({
      tokens: `alice=${alice}`,
      config: { service: { corsOrigins: [origin] } },
    });
    const asked = await shared.call('/api/tasks', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      },
    });
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, origin]);
    const refused = await shared.call('/api/tasks', { headers: { origin } });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, origin]);
    const stranger = await shared.call('/api/tasks', {
      headers: { origin: 'https://other.example', ...as(alice) },
    });
    expect([stranger.status, stranger.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  });

  it('learn from the log whether it is intact, and not how much the others do', async () => {
    const response = await room.call('/api/audit/verify', { headers: as(alice) });
    expect(await response.json()).toMatchObject({ intact: true, records: null });
  });

  it('need no token for what tells nothing of them', async () => {
    for (const path of ['/health', '/ready', '/openapi.json', '/docs/'])
      expect([path, (await room.call(path)).status]).toEqual([path, 200]);
    expect((await room.call('/metrics')).status).toBe(401);
    const policy = (await room.call('/docs/')).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/https|swagger\.io|upgrade/);
  });

  it('are refused when they send too much, each for itself', async () => {
    await using busy = await openHttpRoom({
      tokens: `alice=${alice} bob=${bob}`,
      config: { service: { requestsPerMinute: 3 } },
    });
    const statuses: number[] = [];
    for (let count = 0; count < 5; count += 1)
      statuses.push((await busy.call('/api/tasks', { headers: as(alice) })).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const refused = await busy.call('/api/tasks', { headers: as(alice) });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ code: 'too-many-requests' });
    expect((await busy.call('/api/tasks', { headers: as(bob) })).status).toBe(200);
  });
});

describe('the variable with the tokens', () => {
  const read = (tokens: string | null) => readTenants(tokens, { variable: 'TOKENS' });

  it('names one tenant for each token, and a lone token the tenant "default"', () => {
    expect(read(`alice=${alice},bob=${bob}`).names).toEqual(['alice', 'bob']);
    expect(read(alice).whoSent({ authorization: `Bearer ${alice}` })).toBe('default');
    expect(read(alice).whoSent({ 'x-api-key': alice })).toBe('default');
    expect(read(alice).whoSent({ authorization: 'Bearer other', 'x-api-key': alice })).toBe('default');
    expect(read(alice).whoSent({ authorization: `Basic ${alice}`, 'x-api-key': bob })).toBeNull();
    expect(read(null)).toMatchObject({ needToken: false, names: ['local'] });
  });

  it.each([
    ['alice=short', /5 characters for alice/],
    [`alice=${alice} alice=${bob}`, /alice twice/],
    [`Alice=${alice}`, /usable name/],
    [`../x=${alice}`, /usable name/],
    [`local=${alice}`, /usable name/],
    [`${alice} ${bob}`, /usable name/],
  ])('refuses %s without telling a token', (tokens, words) => {
    let message = '';
    try {
      read(tokens);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toMatch(words);
    expect(message).not.toContain(alice);
  });
});

describe('who may call a service that needs no token', () => {
  let room: HttpRoom;
  beforeAll(async () => {
    room = await openHttpRoom({ config: { service: { corsOrigins: ['https://app.example.org'] } } });
  });
  afterAll(() => room[Symbol.asyncDispose]());

  /** A status for headers that fetch would not send. */
  function status(headers: Record<string, string>, method = 'GET'): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      httpRequest(`${room.url}/api/tasks`, { headers, method }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .once('error', reject)
        .end();
    });
  }

  it('is nobody who calls it by another name, as a page does that was rebound to this address', async () => {
    expect(await status({ host: 'evil.example.org' })).toBe(403);
    expect(await status({ host: new URL(room.url).host })).toBe(200);
  });

  it('is no page of another origin that the configuration does not name', async () => {
    expect(await status({ origin: 'https://evil.example.org' })).toBe(403);
    expect(await status({ origin: 'http://127.0.0.1:1' })).toBe(403);
    expect(await status({ origin: 'null' })).toBe(403);
    expect(await status({ origin: room.url })).toBe(200);
    expect(await status({ origin: 'https://app.example.org' })).toBe(200);
  });

  it('tells browsers so before they send anything', async () => {
    const ask = (origin: string) =>
      room.call('/api/tasks', {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const allowed = await ask('https://app.example.org');
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example.org');
    const refused = await ask('https://evil.example.org');
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('is nobody of another machine', async () => {
    const serving = serveHttp({
      coder: room.coder.coder,
      config: loadConfig({ overrides: { service: { dir: room.serviceDir } } }),
      tokens: null,
      host: '0.0.0.0',
      port: 0,
      signal: AbortSignal.abort(),
      onListening: () => undefined,
    });
    await expect(serving).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining('bearer token'),
    });
  });
});
