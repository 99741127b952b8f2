import { describe, expect, it } from 'vitest';
import { CommandRoom } from '../../helpers/cli.ts';
import { type FakeReply, status } from '../../helpers/fake-openai-server.ts';
import { program } from '../../helpers/test-coder.ts';

const pay = 'department,salary\nSales,10\nSales,20\nIT,40\n';
const query = 'Mean salary by department in pay.csv';
const means = program(
  "import pandas as pd\nprint(pd.read_csv('pay.csv').groupby('department')['salary'].mean().to_string())",
);
const call = `Let me compute that.\n<tool_call>\n${JSON.stringify({
  name: 'python_coder',
  arguments: { query, files: ['pay.csv'] },
})}\n</tool_call>`;
const settings = ['--config', 'config.yaml'];
const note =
  /^Model: 127\.0\.0\.1 refuses native tool calls: calls are read from the model's text \(\w[\w.-]*\)\.$/m;

async function openRoom(replies: FakeReply[]): Promise<CommandRoom> {
  const room = await CommandRoom.open(replies);
  await room.write('config.yaml', 'model: { review: never, maxRetries: 0 }\n');
  await room.write('pay.csv', pay);
  return room;
}

describe('a model without tool calls at the command line', () => {
  it('is asked with its tools as text, which is said once', async () => {
    await using room = await openRoom([status(400), call, means, 'IT earns 40 on average.']);
    const words = ['ask', 'What is the average salary by department?', '--file', 'pay.csv', ...settings];
    const { exitCode, stdout, stderr } = await room.run(words);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'IT earns 40 on average.\n' });
    expect(stderr).toMatch(note);
    expect(stderr).toContain(`Tool: python_coder  ${query} [pay.csv]`);
    expect(stderr.match(/Model: /g)).toHaveLength(1);
  });

  it('is asked in text from the start where a flag says so, in the form it names', async () => {
    await using room = await openRoom([call, means, 'Done.']);
    const flags = ['--tool-calls', 'text', '--tool-dialect', 'hermes', '--way', 'react'];
    const { stdout, stderr } = await room.run(['ask', 'Who?', '--file', 'pay.csv', ...flags, ...settings]);
    expect({ stdout, native: room.server.chats.map((body) => 'tools' in body) }).toEqual({
      stdout: 'Done.\n',
      native: [false, false, false],
    });
    expect(stderr).not.toContain('Model: ');
    const wrong = await room.run(['ask', 'Who?', '--tool-calls', 'sometimes', ...settings]);
    expect(wrong).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('auto, native, text') });
  });

  it('has the calls of its last reply performed by /reparse, through approval', async () => {
    const fence = 'This would do:\n```python\nprint(6 * 7)\n```';
    await using room = await openRoom([fence, 'Refused, then.']);
    const words = ['chat', '--tool-calls', 'native', '--checkpoints', ':memory:', ...settings];
    const lines = ['/reparse', '6 * 7?', '/reparse', '/reject not now', '/reparse'];
    const { exitCode, stdout, stderr } = await room.run(words, { stdin: `${lines.join('\n')}\n` });
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `${fence}\nRefused, then.\n` });
    expect(stderr.match(/There is no tool call in the last reply\./g)).toHaveLength(2);
    expect(stderr).toContain('Tool: builtin_execute_python_code');
    expect(stderr).toContain('A program waits for an approval: /decide');
    expect(JSON.stringify(room.server.chats.at(-1)?.messages)).toContain('not now');
  });
});
