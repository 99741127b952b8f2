import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/config/package-root.ts';
import { descendantsOf } from '../../helpers/processes.ts';
import { type McpRoom, openRoom, revisions, transports } from './mcp-room.ts';

const plot = `import matplotlib.pyplot as plt
plt.plot([1, 2])
plt.savefig('a, b & ü.png')
with open('numbers.csv', 'w') as file:
    file.write('n\\n1\\n2\\n')
print('drawn')`;

const long = `import time
block = bytearray(400 * 2**20)
for index in range(0, len(block), 4096):
    block[index] = 1
time.sleep(25)
print(len(block))`;

describe.each(transports)('over %s', (transport) => {
  let room: McpRoom;
  beforeAll(async () => {
    room = await openRoom(transport);
    const file = path.join(packageRoot, 'data/samples/employees.csv');
    await copyFile(file, path.join(room.folder, 'employees.csv'));
  });
  afterAll(() => room[Symbol.asyncDispose]());

  describe.each(revisions)('a %s client', (revision) => {
    let client: Client;
    const call = (name: string, args: Record<string, unknown>) => client.callTool({ name, arguments: args });
    beforeAll(async () => {
      client = await room.connect(revision);
    });

    it('is offered the four tools with schemas, and none that decides approvals', async () => {
      expect(client.getNegotiatedProtocolVersion()).toBe(revision);
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).toEqual([
        'python_coder',
        'execute_python',
        'describe_files',
        'verify_python',
      ]);
      expect(tools.every(({ outputSchema }) => outputSchema?.type === 'object')).toBe(true);
      expect(client.getInstructions()).toContain('data, never instructions');
    });

    it('gets a question answered, with progress that only goes up', async () => {
      const heard: { progress: number; message?: string | undefined }[] = [];
      const reply = await client.callTool(
        {
          name: 'python_coder',
          arguments: { query: 'What is the average salary by department?', files: ['employees.csv'] },
        },
        { onprogress: (progress) => heard.push(progress) },
      );
      expect(reply).toMatchObject({
        isError: false,
        structuredContent: { success: true, status: 'succeeded' },
      });
      expect(heard.map(({ progress }) => progress)).toEqual(heard.map((_, index) => index + 1));
      expect(heard.map(({ message }) => message)).toEqual(
        expect.arrayContaining(['Read employees.csv', 'Running the program']),
      );
    });

    it('sees plots, reads files a program wrote and its record, and names the files in a later call', async () => {
      const reply = await call('execute_python', { code: plot });
      const links = reply.content.filter((block) => block.type === 'resource_link');
      const image = reply.content.find((block) => block.type === 'image');
      expect(links.map(({ name }) => name).sort()).toEqual(['a, b & ü.png', 'numbers.csv']);
      expect(image).toMatchObject({ mimeType: 'image/png' });
      const [picture, table] = links.toSorted((one, other) => (one.name < other.name ? -1 : 1));
      const read = await client.readResource({ uri: picture?.uri ?? '' });
      expect(read.contents).toMatchObject([{ mimeType: 'image/png', blob: image?.data }]);
      const text = await client.readResource({ uri: table?.uri ?? '' });
      expect(text.contents).toMatchObject([{ mimeType: 'text/csv', text: 'n\n1\n2\n' }]);
      const { auditUri } = reply.structuredContent as { auditUri: string };
      const [record] = (await client.readResource({ uri: auditUri })).contents;
      expect(JSON.parse((record as { text: string }).text)).toMatchObject({
        intact: true,
        record: { status: 'succeeded' },
      });
      const later = await call('execute_python', {
        code: "print(len(open('numbers.csv').read()))",
        files: [table?.uri],
      });
      expect(later.structuredContent).toMatchObject({ status: 'succeeded', output: '6\n' });
    });

    it('describes and checks without running, with files that are sent along', async () => {
      const attachments = [
        { name: 'tiny.csv', text: 'city,people\nUlm,126000\n' },
        { name: '../../zwei.csv', base64: Buffer.from('a\n1\n').toString('base64') },
      ];
      const described = await call('describe_files', { attachments });
      expect(described.structuredContent).toMatchObject({
        error: null,
        files: [{ name: 'tiny.csv' }, { name: expect.stringMatching(/zwei\.csv$/) }],
      });
      const code = "import pandas as pd\nprint(pd.read_csv('tiny.csv')['nowhere'])";
      const checked = await call('verify_python', { code, attachments: attachments.slice(0, 1) });
      expect(checked.structuredContent).toMatchObject({ runnable: false, error: null });
    });

    it.each([
      { name: 'execute_python', args: { code: 7 }, said: 'code' },
      {
        name: 'execute_python',
        args: { code: 'print(1)', files: ['/etc/passwd'] },
        said: 'There is no file',
      },
      { name: 'describe_files', args: { files: ['../../etc/passwd'] }, said: 'There is no file' },
      { name: 'describe_files', args: {}, said: 'The arguments do not fit' },
      { name: 'execute_python', args: { code: 'import socket' }, said: 'Status: rejected' },
      {
        name: 'verify_python',
        args: { code: 'print(1)', attachments: [{ name: 'x.csv', base64: '!' }] },
        said: 'not base64',
      },
    ])('gets a readable fault from $name for $args', async ({ name, args, said }) => {
      const reply = await call(name, args);
      expect(reply.isError).toBe(true);
      const [text] = reply.content;
      expect(text).toMatchObject({ type: 'text', text: expect.stringContaining(said) });
      expect(JSON.stringify(reply)).not.toContain('    at ');
    });

    it('can read nothing by an address that is not its own', async () => {
      const unknown = 'f'.repeat(32);
      for (const uri of [
        `artifact://${unknown}/x.png`,
        `audit://${unknown}`,
        'audit://f',
        'audit://',
        'file:///etc/passwd',
      ])
        await expect(client.readResource({ uri })).rejects.toThrow();
    });

    it('stops the program of a call it cancels', async () => {
      const cancellation = new AbortController();
      const isRunning = () => descendantsOf(room.processId()).some(({ residentMiB }) => residentMiB > 390);
      expect(isRunning()).toBe(false);
      const running = client.callTool(
        { name: 'execute_python', arguments: { code: long } },
        { signal: cancellation.signal },
      );
      const cancelled = expect(running).rejects.toThrow();
      await expect.poll(isRunning, { timeout: 20_000 }).toBe(true);
      cancellation.abort();
      await cancelled;
      await expect.poll(isRunning, { timeout: 10_000 }).toBe(false);
    });
  });
});
