import { describe, expect, it } from 'vitest';
import { CommandRoom } from '../../helpers/cli.ts';
import type { FakeReply } from '../../helpers/fake-openai-server.ts';
import { program } from '../../helpers/test-coder.ts';

const settings = ['--config', 'config.yaml'];
const pay = 'department,salary\nSales,10\nSales,20\nIT,40\n';
const means = program(
  "import pandas as pd\nprint(pd.read_csv('pay.csv').groupby('department')['salary'].mean().to_string())",
);

/** The model's call of the tool. */
function call(query: string, files: string[]): FakeReply {
  return { kind: 'tool-call', name: 'python_coder', args: { query, files }, text: 'Let me compute that.' };
}

async function openRoom(replies: FakeReply[]): Promise<CommandRoom> {
  const room = await CommandRoom.open(replies);
  await room.write('config.yaml', 'model: { review: never, maxRetries: 0 }\n');
  await room.write('pay.csv', pay);
  return room;
}

describe('ask', () => {
  it('takes the route of one tool, says why, and prints only the answer on standard output', async () => {
    await using room = await openRoom([
      call('Mean salary by department in pay.csv', ['pay.csv']),
      means,
      'IT earns 40 on average, Sales 15.',
    ]);
    const words = ['ask', 'What is the average salary by department?', '--file', 'pay.csv', ...settings];
    const { exitCode, stdout, stderr } = await room.run(words);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'IT earns 40 on average, Sales 15.\n' });
    expect(stderr).toMatch(/^Route: react \(\d\.\d\d\) {2}\S/m);
    expect(stderr).toContain('Let me compute that.');
    expect(stderr).toContain('Tool: python_coder  Mean salary by department in pay.csv [pay.csv]');
    expect(stderr).toMatch(/^Tool: python_coder: succeeded, audit [0-9a-f]{32}$/m);
  });

  it('answers in words where nothing has to be computed', async () => {
    await using room = await openRoom(['The middle value.']);
    const asked = await room.ask(['ask', 'What does the word median mean?', ...settings]);
    expect(asked).toMatchObject({
      exitCode: 0,
      value: { success: true, text: 'The middle value.', calls: [], route: { route: 'chat', tools: [] } },
    });
    expect(room.auditRecords()).toEqual([]);
  });

  it('follows a plan for several steps', async () => {
    const step = { task: 'Mean salary by department', tool: 'python_coder', files: ['pay.csv'] };
    await using room = await openRoom([
      { kind: 'json', value: { steps: [step] } },
      means,
      { kind: 'json', value: { finding: 'IT earns most.', next: 'answer' } },
      'IT earns most: 40.',
    ]);
    const words = [
      'ask',
      'Find who earns most',
      '--way',
      'plan-and-execute',
      '--file',
      'pay.csv',
      ...settings,
    ];
    const { exitCode, stdout, stderr } = await room.run(words);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'IT earns most: 40.\n' });
    expect(stderr).toContain('Route: plan-and-execute (1.00)  You asked for it.');
    expect(stderr).toContain('1. Mean salary by department');
    expect(stderr).toMatch(/^Tool: python_coder: succeeded, audit [0-9a-f]{32}$/m);
  });

  it('answers without a model what a template fits, and says for the rest that agents need one', async () => {
    await using room = await openRoom([]);
    const env = { OPENAI_API_KEY: '', OPENAI_BASE_URL: '' };
    const fits = ['ask', 'What is the average salary by department?', '--file', 'pay.csv'];
    const answered = await room.ask(fits, { env });
    expect(answered).toMatchObject({
      exitCode: 0,
      value: { status: 'succeeded', route: { route: 'react' } },
    });
    expect(answered.value.result).toEqual({ IT: 40, Sales: 15 });
    const other = await room.run(['ask', 'What does the word median mean?'], { env });
    expect(other).toMatchObject({ exitCode: 3, stdout: '' });
    expect(other.stderr).toContain('Agents need a chat model to think with. No model is configured');
  });

  it('fails with a sentence when the model does not answer', async () => {
    await using room = await openRoom([]);
    const { exitCode, stdout, stderr } = await room.run(['ask', 'What does median mean?', ...settings]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(stderr).toMatch(/error: The model of the agent failed: /);
  });
});

describe('chat', () => {
  it('remembers, takes files, performs commands, and goes on later under its thread', async () => {
    await using room = await openRoom([
      'Hello.',
      call('Mean salary by department in pay.csv', ['pay.csv']),
      means,
      'IT 40, Sales 15.',
    ]);
    const words = ['chat', '--thread', 'mine', '--checkpoints', 'threads.sqlite', ...settings];
    const lines = [
      'Hi',
      '/files',
      '/add pay.csv',
      '/add nothing.csv',
      '/unknown',
      'Who earns what?',
      '/files',
      '/audit',
    ];
    const { exitCode, stdout, stderr } = await room.run(words, { stdin: `${lines.join('\n')}\n` });
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'Hello.\nIT 40, Sales 15.\n' });
    expect(stderr).toContain('No files yet: /add <file>');
    expect(stderr).toContain('nothing.csv" was not found');
    expect(stderr).toContain('There is no /unknown.');
    expect(stderr).toMatch(/^pay\.csv$/m);
    expect(stderr).toMatch(/audit [0-9a-f]{32} {2}succeeded/);
    expect(stderr).toContain('Go on later with: python-coder chat --thread mine');

    room.server.push('You said hi first.');
    const later = await room.run(words, { stdin: '/files\nWhat did I say first?' });
    expect(later.stdout).toBe('You said hi first.\n');
    expect(later.stderr).toMatch(/^pay\.csv$/m);
    const told = room.server.chats.at(-1)?.messages.map(({ role }) => role);
    expect(told).toEqual(['system', 'user', 'assistant', 'user', 'assistant', 'tool', 'assistant', 'user']);
  });

  it('goes on later from a program that waited for an approval, once it is refused', async () => {
    await using room = await openRoom([
      call('Mean salary by department in pay.csv', ['pay.csv']),
      means,
      'Then not.',
    ]);
    const words = ['chat', '--thread', 'mine', '--checkpoints', 'threads.sqlite', ...settings];
    const env = { PYTHON_CODER_APPROVAL_KEY: '0123456789abcdef'.repeat(4) };
    const asked = [...words, '--file', 'pay.csv', '--approve', 'always'];
    const first = await room.run(asked, { stdin: 'Who earns what?\n', env });
    expect(first.stderr).toContain('A program waits for an approval: /decide');
    const later = await room.run(words, { stdin: 'And?\n/decide\n/reject no need\n/reject\n', env });
    expect(later).toMatchObject({ exitCode: 0, stdout: 'Then not.\n' });
    expect(later.stderr).toContain('waits for a decision');
    expect(later.stderr).toContain('Approving takes a terminal');
    expect(later.stderr).toContain('No program waits for an approval.');
    expect(JSON.stringify(room.server.chats.at(-1)?.messages)).toContain('no need');
  });

  it('calls declared functions, of several files', async () => {
    await using room = await openRoom([
      { kind: 'tool-call', name: 'double', args: { number: 21 }, text: '' },
      'It is 42.',
    ]);
    const source = (name: string) => `def ${name}(number: int) -> int:\n    return number * 2\n`;
    for (const name of ['double', 'other']) {
      await room.write(`${name}.py`, source(name));
      await room.write(`${name}.yaml`, `functions: [{name: ${name}, file: ${name}.py, function: ${name}}]\n`);
    }
    const named = ['--functions', 'double.yaml', '--functions', 'other.yaml'];
    const words = ['chat', '--checkpoints', ':memory:', ...named, ...settings];
    const { stdout } = await room.run(words, { stdin: 'Double 21\n' });
    expect(stdout).toBe('It is 42.\n');
    const { messages } = room.server.chats.at(-1) ?? { messages: [] };
    expect(JSON.stringify(messages.at(-1))).toContain('42');
    expect(JSON.stringify(messages)).toContain('Status: succeeded');
  });

  it('goes on after a message the model failed to answer', async () => {
    await using room = await openRoom([]);
    const words = ['chat', '--checkpoints', ':memory:', ...settings];
    const { exitCode, stdout, stderr } = await room.run(words, { stdin: 'Hi\n/help\n/quit\nnever sent\n' });
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(stderr).toContain('The model could not be asked');
    expect(stderr).toContain('/add <file>');
    expect(room.server.chats).toHaveLength(1);
  });

  it('says that it needs a model', async () => {
    await using room = await openRoom([]);
    const { exitCode, stderr } = await room.run(['chat'], {
      env: { OPENAI_API_KEY: '', OPENAI_BASE_URL: '' },
    });
    expect(exitCode).toBe(3);
    expect(stderr).toContain('Agents need a chat model to think with.');
  });
});
