import { request as httpRequest } from 'node:http';
import { type Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveOverHttp } from '../../../src/apps/mcp/serve-over-http.ts';
import { descendantsOf } from '../../helpers/processes.ts';
import { testCoder } from '../../helpers/test-coder.ts';
import { type HttpServer, newClient, revisions, startHttp } from './mcp-room.ts';

const token = 'f00d'.repeat(8);
const initialize = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
});
const headers = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
  authorization: `Bearer ${token}`,
};

/** The status of one raw request; only `node:http` lets a test choose its own Host. */
function post(url: string, changes: Record<string, string | undefined>, body: string | Buffer = initialize) {
  const { path, ...changed } = changes;
  const all = Object.entries({ ...headers, ...changed }).filter(([, value]) => value !== undefined);
  return new Promise<number | undefined>((resolve, reject) => {
    const target = path === undefined ? url : new URL(path, url);
    const request = httpRequest(
      target,
      { method: 'POST', headers: Object.fromEntries(all) as Record<string, string> },
      (response) => {
        response.resume();
        resolve(response.statusCode);
        request.destroy();
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

async function connect(server: HttpServer, revision: (typeof revisions)[number]): Promise<Client> {
  const client = newClient(revision);
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(server.url), { requestInit }));
  return client;
}

describe('the HTTP endpoint', () => {
  let server: HttpServer;
  beforeAll(async () => {
    server = await startHttp({ endpoint: { token, allowedHosts: ['proxy.example'] } });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  it.each([
    { why: 'nothing is wrong', changes: {}, status: 200 },
    { why: 'the host is one the operator named', changes: { host: 'proxy.example' }, status: 200 },
    { why: 'the page is one of this machine', changes: { origin: 'http://localhost:3000' }, status: 200 },
    { why: 'a name was rebound to this address', changes: { host: 'evil.example' }, status: 403 },
    { why: 'a page of somewhere else asks', changes: { origin: 'https://evil.example' }, status: 403 },
    { why: 'the origin is opaque', changes: { origin: 'null' }, status: 403 },
    { why: 'there is no token', changes: { authorization: undefined }, status: 401 },
    {
      why: 'the token is another',
      changes: { authorization: `Bearer ${token.replace('f', 'e')}` },
      status: 401,
    },
    {
      why: 'the token is a beginning',
      changes: { authorization: `Bearer ${token.slice(0, -1)}` },
      status: 401,
    },
    {
      why: 'the token comes under another scheme',
      changes: { authorization: `Basic ${token}` },
      status: 401,
    },
    { why: 'the path is another', changes: { path: '/' }, status: 404 },
    { why: 'the session is unknown', changes: { 'mcp-session-id': 'guess' }, status: 404 },
    { why: 'the body is no JSON', changes: { 'content-type': 'text/plain' }, status: 415 },
  ])('answers $status when $why', async ({ changes, status }) => {
    expect(await post(server.url, changes)).toBe(status);
  });

  it('refuses a body that is too large without keeping it', async () => {
    expect(await post(server.url, {}, Buffer.alloc(25 * 1024 * 1024, 32))).toBe(413);
  });

  it('never shows one session what another one has', async () => {
    const [one, other] = await Promise.all([connect(server, '2025-11-25'), connect(server, '2025-11-25')]);
    const code = "open('own.csv', 'w').write('a\\n1\\n')\nprint(1)";
    const reply = await one.callTool({ name: 'execute_python', arguments: { code } });
    const { artifacts, auditUri } = reply.structuredContent as {
      artifacts: { uri: string }[];
      auditUri: string;
    };
    const uri = artifacts[0]?.uri ?? '';
    expect((await one.listResources()).resources.map((resource) => resource.uri)).toEqual([uri, auditUri]);
    expect((await other.listResources()).resources).toEqual([]);
    await expect(other.readResource({ uri })).rejects.toThrow('not found');
    await expect(other.readResource({ uri: auditUri })).rejects.toThrow('not found');
    for (const name of ['own.csv', uri]) {
      const described = await other.callTool({ name: 'describe_files', arguments: { files: [name] } });
      expect(described.structuredContent).toMatchObject({
        error: expect.stringContaining('There is no file'),
      });
    }
    await Promise.all([one.close(), other.close()]);
  });

  it('lets clients without sessions read a file by its whole address only, and lists nothing', async () => {
    const client = await connect(server, '2026-07-28');
    const code = "open('own.csv', 'w').write('a\\n1\\n')\nprint(1)";
    const reply = await client.callTool({ name: 'execute_python', arguments: { code } });
    const { artifacts } = reply.structuredContent as { artifacts: { uri: string }[] };
    expect((await client.listResources()).resources).toEqual([]);
    expect((await client.readResource({ uri: artifacts[0]?.uri ?? '' })).contents).toHaveLength(1);
    const byName = await client.callTool({ name: 'describe_files', arguments: { files: ['own.csv'] } });
    expect(byName.isError).toBe(true);
    await client.close();
  });
});

describe('an HTTP server', () => {
  it.each(['0.0.0.0', '::'])(
    'does not start on %s, which others can reach, without a token',
    async (host) => {
      await expect(startHttp({ endpoint: { host } })).rejects.toThrow('must send a bearer token');
    },
  );

  it('says what is wrong with an address it can not have', async () => {
    await using server = await startHttp();
    const port = Number(new URL(server.url).port);
    await using coder = await testCoder(null);
    const signal = AbortSignal.timeout(10_000);
    const endpoint = {
      host: '127.0.0.1',
      port,
      allowedHosts: [],
      token: null,
      onListening: () => {},
    };
    await expect(
      serveOverHttp({ coder: coder.coder, folders: [], signal, onError: () => {} }, endpoint),
    ).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining('EADDRINUSE'),
    });
  });

  it('lets clients name no file of its machine unless a folder was given', async () => {
    await using server = await startHttp({ folders: [] });
    const file = await server.coder.file('secret.csv', 'a\n1\n');
    const client = await connect(server, '2025-11-25');
    const reply = await client.callTool({ name: 'describe_files', arguments: { files: [file] } });
    expect(reply.structuredContent).toMatchObject({ error: expect.stringContaining('There is no file') });
    await client.close();
  });

  it.each(revisions)(
    'ends a running call of a %s client and its program when it is told to stop',
    async (revision) => {
      await using server = await startHttp();
      const client = await connect(server, revision);
      const isRunning = () => descendantsOf(process.pid).some(({ residentMiB }) => residentMiB > 390);
      const code = 'import time\nblock = b"x" * (400 * 2**20)\ntime.sleep(25)\nprint(len(block))';
      const call = client.callTool({ name: 'execute_python', arguments: { code } });
      const ended = call.then(
        ({ structuredContent }) => (structuredContent as { status: string }).status,
        () => 'cancelled',
      );
      await expect.poll(isRunning, { timeout: 20_000 }).toBe(true);
      await server.stop();
      expect(await ended).toBe('cancelled');
      expect(isRunning()).toBe(false);
      expect(server.coder.auditRecords()).toMatchObject([{ status: 'cancelled' }]);
      await client.close();
    },
  );
});
