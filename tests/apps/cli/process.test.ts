import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CommandRoom } from '../../helpers/cli.ts';
import { type FakeReply, status } from '../../helpers/fake-openai-server.ts';
import { approval, correction, objection, program } from '../../helpers/test-coder.ts';

const employees = 'name,department,salary\nAda,Engineering,100\nGrace,Engineering,200\nMary,Sales,50\n';
const average = `import json
import pandas as pd
table = pd.read_csv('employees.csv')
print(json.dumps(table.groupby('department')['salary'].mean().to_dict()))`;
const answer = { Engineering: 150, Sales: 50 };
const six = 'print(6 * 7)';

const approved: FakeReply = { kind: 'json', value: approval };

function objects(...objection_: Parameters<typeof objection>): FakeReply {
  return { kind: 'json', value: objection(...objection_) };
}

/** Asks for the average salary with a model server that replies like this; `ask` has the built command do it. */
async function askAverage(replies: FakeReply[], how: 'ask' | 'askHere' = 'askHere') {
  await using room = await CommandRoom.open(replies);
  const file = room.path(await room.write('employees.csv', employees));
  const ended = await room[how](['What is the average salary by department?', '--file', file]);
  return { ...ended, chats: room.server.chats.length, audit: room.auditRecords() };
}

describe('the command with a model server', () => {
  it('runs a program that is approved at once and prints one object, the progress beside it', async () => {
    const { exitCode, value, stderr, audit } = await askAverage([program(average), approved], 'ask');
    expect(value).toMatchObject({
      success: true,
      status: 'succeeded',
      result: answer,
      generator: { kind: 'model', name: 'fake-model' },
      usage: { calls: 2, inputTokens: 20, outputTokens: 10 },
    });
    expect(stderr).toContain('File: employees.csv  3 rows x 3 columns');
    expect(stderr).toContain('Round 1: approved');
    expect(audit).toMatchObject([{ status: 'succeeded', auditId: value.auditId }]);
    expect(exitCode).toBe(0);
  });

  it('has a syntax error fixed in the second round', async () => {
    const broken = average.replace('mean()', 'mean(');
    const { exitCode, value } = await askAverage([program(broken), correction(average), approved]);
    expect(value).toMatchObject({ result: answer, iterations: 2 });
    expect(value.verificationHistory[0].issues[0]).toMatchObject({ source: 'syntax', severity: 'blocking' });
    expect(exitCode).toBe(0);
  });

  it('has an unsafe import replaced before anything runs', async () => {
    const unsafe = `import subprocess\n${average}`;
    const { value, stderr } = await askAverage([program(unsafe), correction(average), approved]);
    expect(value).toMatchObject({ result: answer, iterations: 2 });
    expect(value.verificationHistory[0]).not.toHaveProperty('run');
    expect(stderr).toMatch(/blocking: line 1: .*subprocess/);
  });

  it('overrides a false positive of the review with the explanation on record', async () => {
    const explanation = 'The question asks for the average.';
    const { exitCode, value } = await askAverage([
      program(average),
      objects('major', 'It should be the median.'),
      correction(average, { overrides: [{ issue: 1, explanation }] }),
    ]);
    expect(value).toMatchObject({ result: answer, findings: [{ overridden: explanation }] });
    expect(exitCode).toBe(0);
  });

  it('ends with exit code 1 and the issues when three rounds did not suffice', async () => {
    const blunder = objects('major', 'It sums instead of averaging.', 4);
    const { exitCode, value, chats } = await askAverage([
      program(average),
      blunder,
      correction(`${average}\n# 2`),
      blunder,
      correction(`${average}\n# 3`),
      blunder,
    ]);
    expect(value).toMatchObject({ success: false, status: 'rejected', run: null, output: '' });
    expect(value.error).toContain('line 4: It sums instead of averaging.');
    expect([exitCode, chats]).toEqual([1, 6]);
  });

  it('sends a crash with its traceback back to the model and runs the repaired program', async () => {
    const crashing = average.replace("'salary'", "'Salary'.capitalize()");
    const replies = [program(crashing), approved, correction(average), approved];
    const { exitCode, value } = await askAverage(replies, 'ask');
    expect(value).toMatchObject({ result: answer, iterations: 2 });
    expect(value.verificationHistory[0].run).toMatchObject({ status: 'failed', exitCode: 1 });
    expect(exitCode).toBe(0);
  });
});

describe('a model server that misbehaves', () => {
  const ok: FakeReply[] = [program(six), approved];
  const failed = { status: 'model-failed', success: false };
  const nothing: FakeReply = { kind: 'text', text: null };
  const cut: FakeReply = { kind: 'text', text: '```python\nprint(6', finishReason: 'length' };
  it.each<{ that: string; replies: FakeReply[]; expected: object }>([
    { that: 'answers twice without a program', replies: ['No.', 'No.'], expected: failed },
    { that: 'answers once without a program', replies: ['Sure!', ...ok], expected: { result: 42 } },
    { that: 'answers nothing twice', replies: [nothing, nothing], expected: failed },
    { that: 'cuts its reply short twice', replies: [cut, cut], expected: failed },
    { that: 'reviews in prose first', replies: [program(six), 'Fine!', approved], expected: { result: 42 } },
    { that: 'fails once with 500', replies: [status(500), ...ok], expected: { result: 42 } },
    { that: 'fails with 500 for ever', replies: Array(4).fill(status(500)), expected: failed },
    { that: 'drops a connection', replies: [{ kind: 'reset' }, ...ok], expected: { result: 42 } },
    { that: 'sends no JSON', replies: [{ kind: 'body', body: '<html>proxy</html>' }], expected: failed },
    { that: 'refuses the key', replies: [status(401, { message: 'bad key' })], expected: failed },
  ])('that $that leads to $expected', async ({ replies, expected }) => {
    await using room = await CommandRoom.open(replies);
    const ended = await room.askHere(['What is six times seven?']);
    expect(ended.value).toMatchObject(expected);
    expect(ended.exitCode).toBe(expected === failed ? 3 : 0);
    expect(room.server.chats).toHaveLength(replies.length);
    expect(ended.stdout + ended.stderr).not.toContain('sk-test-key');
  });

  it('that can not be reached is named with what to check', async () => {
    await using room = await CommandRoom.open();
    await room.write('config.yaml', 'model: { maxRetries: 0, name: m, baseUrl: http://127.0.0.1:9/v1 }\n');
    const ended = await room.run(['Six?', '--config', 'config.yaml'], { env: { OPENAI_BASE_URL: '' } });
    expect(ended).toMatchObject({ exitCode: 3, stdout: '' });
    expect(ended.stderr).toContain("The model server at http://127.0.0.1:9/v1 can't be reached");
  });
});

describe('without a model', () => {
  it('a question no template fits ends with 3 and the three ways to configure a model', async () => {
    await using room = await CommandRoom.open();
    await room.write('offline.yaml', 'model: { detectLocal: false }\n');
    const ended = await room.run(['Write a sonnet about my data', '--config', 'offline.yaml'], {
      env: { OPENAI_BASE_URL: '', OPENAI_API_KEY: '' },
    });
    expect(ended).toMatchObject({ exitCode: 3, stdout: '' });
    expect(ended.stderr).toContain('no built-in template fits');
    for (const way of ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'local model server']) {
      expect(ended.stderr).toContain(way);
    }
  });
});

describe('what a command leaves for the user', () => {
  it('is the plot, the final code and the answer, and nothing that was there is overwritten', async () => {
    const plot = `import matplotlib.pyplot as plt\nplt.plot([1, 3, 2])\nplt.savefig('chart.png')\nprint('done')`;
    await using room = await CommandRoom.open([program(plot), approved]);
    await room.write('chart.png', 'mine');
    const ended = await room.run(['Plot it', '--output-dir', '.', '--save-code', 'final.py']);
    expect(ended).toMatchObject({ exitCode: 0, stdout: 'done\n' });
    expect(readFileSync(room.path('chart.png'), 'utf8')).toBe('mine');
    expect(readFileSync(room.path('chart (2).png')).subarray(0, 8).toString('latin1')).toBe(
      '\u0089PNG\r\n\u001a\n',
    );
    expect(readFileSync(room.path('final.py'), 'utf8')).toContain("plt.savefig('chart.png')");
    expect(ended.stderr).toContain('chart (2).png');
  });

  it('is never what a tool of the folder obeys, which is said beside where the file is', async () => {
    const code = `open('Dockerfile', 'w').write('x')\nprint('done')`;
    await using room = await CommandRoom.open([program(code), approved]);
    const ended = await room.run(['Write it', '--output-dir', '.']);
    expect(ended).toMatchObject({ exitCode: 0, stdout: 'done\n' });
    expect(existsSync(room.path('Dockerfile'))).toBe(false);
    expect(readFileSync(room.path('_Dockerfile'), 'utf8')).toBe('x');
    expect(ended.stderr).toMatch(/Saved:? +_Dockerfile/);
    expect(ended.stderr).toContain('The file "Dockerfile" was kept as "_Dockerfile"');
  });

  it('belongs to each of two commands that run at once in one folder', async () => {
    await using room = await CommandRoom.open([program(six), program(six)]);
    const words = [
      'What is six times seven?',
      '--config',
      await room.write('c.yaml', 'model: { review: never }'),
    ];
    const both = await Promise.all([room.ask(words), room.ask(words)]);
    expect(both.map(({ value }) => value.result)).toEqual([42, 42]);
    expect(room.auditRecords()).toHaveLength(2);
  });
});
