import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ToolProgress } from '../../../src/tools/adapters/call-tool.ts';
import { FileShelf } from '../../../src/tools/file-shelf.ts';
import type { ToolReply } from '../../../src/tools/tool.ts';
import { type TestCoder, testCoder } from '../../helpers/test-coder.ts';
import { frameworks } from './frameworks.ts';

const employees = 'data/samples/employees.csv';
const question = { query: 'What is the average salary by department?', files: ['employees.csv'] };
let test: TestCoder;

beforeAll(async () => {
  test = await testCoder(null);
});
afterAll(() => test[Symbol.asyncDispose]());

describe.each(frameworks)('the adapter for $name', ({ run }) => {
  const tools = ['execute_python', 'python_coder'] as const;
  const options = () => ({ coder: test.coder, files: [employees], tools: [...tools] });
  const execute = (code: string) => ({ name: 'execute_python', args: { code } });

  it('lets the model read the answer, and gives the program around it the whole reply and every event', async () => {
    const replies: [ToolReply, object][] = [];
    const events: ToolProgress[] = [];
    const call = { name: 'python_coder', args: question };
    const seen = await run(
      {
        ...options(),
        onReply: (...reply) => replies.push(reply),
        onProgress: (progress) => events.push(progress),
      },
      call,
    );
    expect(seen.text).toMatch(/^Status: succeeded\nOutput of the program \(data.*"Engineering": \d+/s);
    expect(replies).toMatchObject([
      [{ text: seen.text, isError: false, result: { status: 'succeeded' } }, { callId: 'call-1' }],
    ]);
    expect(events.at(0)).toMatchObject({
      tool: 'python_coder',
      callId: 'call-1',
      event: { phase: 'prepare' },
    });
    expect(events.at(-1)?.event.type).toBe('finished');
  });

  it('lets the model read which files there are when it names another', async () => {
    const args = { ...question, files: ['staff.csv'] };
    const { text } = await run(options(), { name: 'python_coder', args });
    expect(text).toBe(
      'Status: input-invalid\nProblem: There is no file "staff.csv". Files you may name: "employees.csv".',
    );
  });

  it('lets the model read what is wrong with its arguments', async () => {
    const { text } = await run(options(), { name: 'python_coder', args: { question: 'Why?' } });
    expect(text).toMatch(/query/);
    expect(text).not.toMatch(/^An error occurred|\.ts:\d/);
  });

  it('lets the model read why a program was refused or failed', async () => {
    const refused = await run(options(), execute('import subprocess'));
    expect(refused.text).toMatch(/^Status: rejected\n.*subprocess/s);
    const failed = await run(options(), execute(`raise ValueError('too small')`));
    expect(failed.text).toMatch(/^Status: failed\n.*ValueError: too small/s);
  });

  it('passes the approval policy on, and leaves the request with the program around the model', async () => {
    const replies: ToolReply[] = [];
    const { text } = await run(
      { ...options(), approval: 'always', onReply: (reply) => replies.push(reply) },
      execute('print(1)'),
    );
    expect(text).toMatch(/^Status: approval-required\n.*a person has to approve it first/s);
    expect(replies[0]?.result?.approvalRequest).toMatchObject({ code: 'print(1)\n' });
    expect(replies[0]?.result?.run).toBeNull();
  });

  it('ends the program when the agent is cancelled', async () => {
    const cancel = new AbortController();
    const reply = await new Promise<ToolReply>((resolve, reject) => {
      run(
        {
          ...options(),
          onReply: resolve,
          onProgress: ({ event }) => event.type === 'output' && cancel.abort(),
        },
        execute(`import time\nprint('running', flush=True)\ntime.sleep(60)`),
        { signal: cancel.signal },
      ).then(
        () => reject(new Error('The agent went on.')),
        () => undefined,
      );
    });
    expect(reply).toMatchObject({ isError: true, output: { status: 'cancelled' } });
    expect(test.taskFolders()).toEqual([]);
  });

  it('lets one call read what another wrote', async () => {
    const files = new FileShelf();
    await run({ ...options(), files }, execute(`open('made.csv', 'w').write('a\\n1\\n')`));
    const reading = { code: `print(open('made.csv').read())`, files: ['made.csv'] };
    const { text } = await run({ ...options(), files }, { name: 'execute_python', args: reading });
    expect(text).toMatch(/^Status: succeeded\n.*\na\n1\n<\/data/s);
  });

  it('shows small PNG files when that is wanted, and no other files', async () => {
    const code = [
      `import matplotlib.pyplot as plt`,
      `plt.figure(figsize=(1, 1))`,
      `plt.savefig('plot.png')`,
      `open('false.png', 'w').write('not a picture')`,
      `open('large.png', 'wb').write(bytes(1024 * 1024 + 1))`,
    ].join('\n');
    const replies: ToolReply[] = [];
    const wanted = { ...options(), images: true, onReply: (reply: ToolReply) => replies.push(reply) };
    const seen = await run(wanted, execute(code));
    const plot = replies[0]?.result?.artifacts.find(({ name }) => name === 'plot.png');
    expect(replies[0]?.result?.artifacts).toHaveLength(3);
    expect(seen.images).toEqual([readFileSync(plot?.path ?? '').toString('base64')]);
    expect(seen.text).toMatch(/^Status: succeeded\n/);
    const plain = await run(options(), execute(code));
    expect(plain.images).toEqual([]);
    expect(plain.text).toContain('"plot.png" (image/png');
  });
});
