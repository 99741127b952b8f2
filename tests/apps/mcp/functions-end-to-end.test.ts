import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changedOrders, writeOrderFunctions } from '../../helpers/order-functions.ts';
import { newClient, revisions, serverCommand } from './mcp-room.ts';

const orders = [
  { id: 1, price: '2.50' },
  { id: 2, price: 1 },
];

describe.each(revisions)('a %s client of python-coder mcp --functions', (revision) => {
  let folder: string;
  let client: Client;
  const heard: string[][] = [];
  const call = (name: string, args: Record<string, unknown>) => client.callTool({ name, arguments: args });

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'mcp-functions-'));
    writeOrderFunctions(folder);
    client = newClient(revision, {
      listChanged: {
        tools: {
          onChanged: (_, tools) => heard.push((tools ?? []).map(({ description }) => description ?? '')),
        },
      },
    });
    const flags = ['--functions', 'functions.yaml', '--watch'];
    await client.connect(new StdioClientTransport(serverCommand(folder, flags)));
  });
  afterAll(async () => {
    await client.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('sees the functions as tools with the schemas of their Python', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).slice(4)).toEqual(['total', 'count_rows', 'write_copy', 'refuse']);
    expect(tools.find(({ name }) => name === 'total')).toMatchObject({
      description: expect.stringContaining('Adds the prices of orders.'),
      inputSchema: {
        required: ['orders'],
        properties: { orders: { type: 'array' }, currency: { default: 'EUR' } },
        $defs: { Order: { required: ['id', 'price'] } },
      },
    });
  });

  it('calls one in the sandbox, and reads its record', async () => {
    const reply = await call('total', { orders });
    expect(reply).toMatchObject({
      isError: false,
      structuredContent: {
        status: 'succeeded',
        result: { count: 2, total: '3.50', currency: 'EUR' },
        stdout: 'adding 2\n',
      },
    });
    const { auditUri } = reply.structuredContent as { auditUri: string };
    const [record] = (await client.readResource({ uri: auditUri })).contents;
    expect(JSON.parse((record as { text: string }).text)).toMatchObject({ intact: true });
  });

  it('can correct arguments by what pydantic says of them, and reads why a function failed', async () => {
    const invalid = await call('total', { orders: [{ id: 'x', price: 1 }] });
    expect(invalid).toMatchObject({
      isError: true,
      structuredContent: {
        status: 'arguments-invalid',
        problems: [{ path: 'orders[0].id', expected: 'int' }],
      },
    });
    expect(invalid.content).toMatchObject([
      { text: expect.stringMatching(/orders\[0\]\.id: .*expected int/) },
    ]);
    const raised = await call('refuse', { reason: 'odd' });
    expect(raised.content).toMatchObject([
      { text: expect.stringMatching(/ValueError: odd[\s\S]*tools\/orders.py/) },
    ]);
  });

  it('hands files over in both directions', async () => {
    const attachments = [{ name: 'sales.csv', text: 'a\n1\n2\n' }];
    const counted = await call('count_rows', { table: 'sales.csv', attachments });
    expect(counted.structuredContent).toMatchObject({ result: 2 });
    const written = await call('write_copy', { text: 'a\n1\n' });
    const link = written.content.find((block) => block.type === 'resource_link');
    expect((await client.readResource({ uri: link?.uri ?? '' })).contents).toMatchObject([
      { text: 'a\n1\n' },
    ]);
    const again = await call('count_rows', { table: link?.uri });
    expect(again.structuredContent).toMatchObject({ result: 1 });
    const missing = await call('count_rows', { table: 'other.csv' });
    expect(missing.content).toMatchObject([
      { text: expect.stringContaining('Files you may name: "sales.csv", "copy.csv"') },
    ]);
  });

  it('is told of a change, and calls what is there now', async () => {
    changedOrders(folder, 'Adds the prices', 'Sums the prices');
    await expect
      .poll(() => heard.at(-1)?.join('\n'), { timeout: 20_000 })
      .toContain('Sums the prices of orders.');
    expect((await call('total', { orders })).structuredContent).toMatchObject({ result: { count: 2 } });
  });
});

describe('python-coder mcp --functions', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'mcp-functions-'));
    writeOrderFunctions(folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const start = (...flags: string[]) => {
    const { command, args, cwd, env } = serverCommand(folder, flags);
    return execa(command, args, { cwd, env, extendEnv: false, reject: false, input: '' });
  };

  it.each([
    { flags: ['--functions', 'nowhere.yaml'], said: 'nowhere.yaml' },
    { flags: ['--only-functions'], said: '--only-functions needs the functions' },
    { flags: ['--watch'], said: '--watch needs the functions' },
  ])('does not start with $flags', async ({ flags, said }) => {
    const { exitCode, stderr, stdout } = await start(...flags);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(said);
    expect(stderr).not.toContain('    at ');
  });

  it('does not start with a function that is called like a tool of its own', async () => {
    changedOrders(folder, 'def refuse', 'def execute_python');
    const declared = path.join(folder, 'clash.yaml');
    await writeFile(
      declared,
      'functions:\n  python_functions:\n    - {name: execute_python, file: tools/orders.py, function: execute_python}\n',
    );
    const { exitCode, stderr } = await start('--functions', 'clash.yaml');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('called like a tool of this server')]);
  });

  it('ends with its input', async () => {
    writeOrderFunctions(folder);
    expect(await start('--functions', 'functions.yaml', '--only-functions')).toMatchObject({
      exitCode: 0,
      stdout: '',
    });
  });
});
