import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { type Client, type ClientOptions, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveOverStdio } from '../../../src/apps/mcp/serve-over-stdio.ts';
import type { JsonSchema, ReloadEvent } from '../../../src/contracts/python-functions.ts';
import { sha256 } from '../../../src/text/sha256.ts';
import { type FakeFunction, type FakeFunctions, fakeFunctions } from '../../helpers/fake-functions.ts';
import { type TestCoder, testCoder } from '../../helpers/test-coder.ts';
import { newClient, revisions, startHttp } from './mcp-room.ts';

const schemas: Record<string, JsonSchema> = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../tools/functions/pydantic-schemas.json'), 'utf8'),
);
const orders = schemas.nested_model as JsonSchema;
const ownTools = ['python_coder', 'execute_python', 'describe_files', 'verify_python'];
const reloaded: ReloadEvent = { type: 'reloaded', added: [], changed: [], removed: [], warmMs: 1 };

const total: FakeFunction = {
  name: 'total',
  description: 'Adds orders.',
  parameters: orders,
  run: ({ orders: given }) => ({ result: { count: (given as []).length } }),
};

type Server = Awaited<ReturnType<typeof startHttp>>;

async function connect(server: Server, revision: (typeof revisions)[number], options?: ClientOptions) {
  const client = newClient(revision, options);
  await client.connect(new StreamableHTTPClientTransport(new URL(server.url)));
  return client;
}

describe.each(revisions)('a %s client of a server with functions', (revision) => {
  let server: Server;
  let client: Client;
  let registry: FakeFunctions;
  let coder: TestCoder;
  let kept: string;
  const call = (name: string, args: Record<string, unknown>) => client.callTool({ name, arguments: args });

  beforeAll(async () => {
    coder = await testCoder(null);
    kept = await coder.file('made.csv', 'a\n1\n');
    const artifact = {
      name: 'made.csv',
      mediaType: 'text/csv',
      bytes: 4,
      sha256: sha256('a\n1\n'),
      path: kept,
    };
    registry = fakeFunctions([
      total,
      { name: 'fetch', network: ['example.org:443'], parameters: schemas.nothing as JsonSchema },
      {
        name: 'clean',
        parameters: schemas.bytes_and_paths as JsonSchema,
        run: ({ file }) => ({ result: file, artifacts: [artifact] }),
      },
      {
        name: 'attach',
        parameters: { properties: { attachments: { type: 'array' }, file: { format: 'path' } } },
      },
      {
        name: 'refuse',
        run: () => ({
          status: 'arguments-invalid',
          error: {
            message: 'One argument does not fit.',
            type: null,
            traceback: null,
            problems: [{ path: 'orders[0].id', message: 'Input should be an integer', expected: 'int' }],
          },
        }),
      },
      {
        name: 'wait',
        run: async (_, { signal }) => {
          await once(signal as AbortSignal, 'abort');
          return { status: 'cancelled' };
        },
      },
    ]);
    server = await startHttp({ functions: registry });
    client = await connect(server, revision);
  });
  afterAll(async () => {
    await client.close();
    await server[Symbol.asyncDispose]();
    await coder[Symbol.asyncDispose]();
  });

  it('is offered each as a tool with the schema pydantic wrote, beside the others', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).slice(0, 5)).toEqual([...ownTools, 'total']);
    const shown = tools.find(({ name }) => name === 'total')?.inputSchema;
    expect({ ...shown, $schema: undefined }).toEqual(orders);
    expect(client.getInstructions()).toContain('Python functions of whoever runs this server');
  });

  it('is told honestly what a function may reach', async () => {
    const { tools } = await client.listTools();
    const hints = (name: string) => tools.find((tool) => tool.name === name)?.annotations;
    expect(hints('total')).toMatchObject({
      readOnlyHint: false,
      destructiveHint: false,
      openWorldHint: false,
    });
    expect(hints('fetch')).toMatchObject({ readOnlyHint: false, destructiveHint: true, openWorldHint: true });
  });

  it('gets the result as text and as data, with progress', async () => {
    const heard: unknown[] = [];
    const reply = await client.callTool(
      { name: 'total', arguments: { orders: [{ id: 1, price: '2.5', placed: '2026-01-31' }] } },
      { onprogress: ({ message }) => heard.push(message) },
    );
    expect(reply).toMatchObject({
      isError: false,
      structuredContent: { status: 'succeeded', result: { count: 1 }, auditId: 'a'.repeat(32) },
      content: [{ type: 'text', text: expect.stringMatching(/^Status: succeeded\nResult \(data/) }],
    });
    expect(heard).toEqual(['Running the program']);
  });

  it('reads which argument to correct', async () => {
    const reply = await call('refuse', {});
    expect(reply).toMatchObject({ isError: true, structuredContent: { status: 'arguments-invalid' } });
    expect(reply.content).toMatchObject([
      { text: expect.stringContaining('orders[0].id: Input should be an integer (expected int)') },
    ]);
  });

  it('sends files along where a parameter is one, and only there', async () => {
    const { tools } = await client.listTools();
    const offers = tools.filter(({ inputSchema }) => 'attachments' in (inputSchema.properties ?? {}));
    expect(offers.map(({ name }) => name)).toEqual([...ownTools, 'clean', 'attach']);
    const attachments = [{ name: 'sales.csv', text: 'a\n1\n' }];
    await call('clean', { file: 'sales.csv', attachments });
    expect(registry.calls.at(-1)).toMatchObject({
      values: { file: 'sales.csv' },
      options: { files: [{ name: 'sales.csv', bytes: Buffer.from('a\n1\n') }] },
    });
    expect(registry.calls.at(-1)?.values).not.toHaveProperty('attachments');
    const bad = await call('clean', { file: 'x.csv', attachments: [{ name: 'x.csv', base64: '!' }] });
    expect(bad).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('not base64') }] });
    const odd = await call('clean', { file: 'x.csv', attachments: 7 });
    expect(odd).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('do not fit') }] });
  });

  it('keeps an argument that is called attachments for the function that has one', async () => {
    const attachments = [{ name: 'sales.csv', text: 'a' }];
    await call('attach', { attachments });
    expect(registry.calls.at(-1)).toMatchObject({ values: { attachments }, options: { files: [] } });
  });

  it('reads what a function wrote as a resource, and names it in a later call', async () => {
    const reply = await call('clean', { file: 'new.csv' });
    const link = reply.content.find((block) => block.type === 'resource_link');
    const { contents } = await client.readResource({ uri: link?.uri ?? '' });
    expect(contents).toMatchObject([{ mimeType: 'text/csv', text: 'a\n1\n' }]);
    await call('clean', { file: link?.uri });
    expect(registry.calls.at(-1)).toMatchObject({
      values: { file: 'made.csv' },
      options: { files: [{ path: kept, name: 'made.csv' }] },
    });
  });

  it('ends a call it cancels', async () => {
    const cancellation = new AbortController();
    const running = client.callTool({ name: 'wait', arguments: {} }, { signal: cancellation.signal });
    const cancelled = expect(running).rejects.toThrow();
    await expect.poll(() => registry.calls.at(-1)?.name).toBe('wait');
    cancellation.abort();
    await cancelled;
    await expect.poll(() => registry.calls.at(-1)?.options.signal?.aborted).toBe(true);
  });
});

describe('a server with functions', () => {
  it.each([...ownTools, 'resume_python'])('does not start with one that is called %s', async (name) => {
    const starting = startHttp({ functions: fakeFunctions([{ name }]) });
    await expect(starting).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining(`The function ${name} (tools.py) is called like a tool`),
    });
  });

  it('offers nothing else when that is wanted, whatever they are called', async () => {
    const functions = fakeFunctions([{ name: 'python_coder' }]);
    await using server = await startHttp({ functions, onlyFunctions: true, approveByTool: true });
    const client = await connect(server, '2026-07-28');
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['python_coder']);
    expect(client.getInstructions()).not.toContain('execute_python');
    await client.close();
  });

  it.each(revisions)(
    'tells %s clients that the list has changed, and serves the new one',
    async (revision) => {
      const functions = fakeFunctions([total, { name: 'old' }]);
      const errors: Error[] = [];
      const server = await startHttp({
        functions,
        watchFunctions: true,
        onError: (error) => errors.push(error),
      });
      const heard: string[][] = [];
      const client = await connect(server, revision, {
        listChanged: {
          tools: { onChanged: (_, tools) => heard.push((tools ?? []).map(({ name }) => name)) },
        },
      });
      await client.listTools();
      functions.reload([total, { name: 'fresh' }], reloaded);
      await expect.poll(() => heard.at(-1)).toEqual([...ownTools, 'total', 'fresh']);
      const gone = await client.callTool({ name: 'old', arguments: {} }).catch(() => ({ isError: true }));
      expect(gone.isError).toBe(true);
      expect((await client.callTool({ name: 'fresh', arguments: {} })).isError).toBe(false);
      functions.reload([total], { type: 'kept', reason: 'A file is broken.', findings: [] });
      await expect
        .poll(() => errors.map(({ message }) => message))
        .toEqual(['The functions stay as they were: A file is broken.']);
      expect((await client.listTools()).tools).toHaveLength(6);
      await client.close();
      await server[Symbol.asyncDispose]();
      expect(functions.watchers).toBe(0);
    },
  );

  it('says nothing of changes over stdio unless it watches', async () => {
    const stop = new AbortController();
    const coder = await testCoder(null);
    const functions = fakeFunctions([total]);
    const [stdin, stdout] = [new PassThrough(), new PassThrough()];
    const served = serveOverStdio(
      { coder: coder.coder, folders: [], functions, signal: stop.signal, onError: () => undefined },
      { stdin, stdout },
    );
    const hello = {
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
    };
    stdin.write(`${JSON.stringify(hello)}\n`);
    const [answer] = await once(stdout, 'data');
    expect(JSON.parse(String(answer)).result.capabilities.tools).toEqual({ listChanged: false });
    expect(functions.watchers).toBe(0);
    stop.abort();
    await served;
    await coder[Symbol.asyncDispose]();
  });
});
