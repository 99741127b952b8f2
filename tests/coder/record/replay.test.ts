import { execFileSync } from 'node:child_process';
import { appendFileSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { CodeTaskOptions } from '../../../src/contracts/code-task-options.ts';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { approval, program, type TestCoder, testCoder } from '../../helpers/test-coder.ts';

const employees = 'name,department,salary\nAda,Engineering,100\nGrace,Engineering,200\nMary,Sales,50\n';

/** A coder with one finished task in its log. */
async function recorded(
  code: string,
  ask: (test: TestCoder) => Promise<CodeTaskOptions> | CodeTaskOptions = () => ({}),
) {
  const test = await testCoder(scriptedModel([program(code), approval]), { maxIterations: 1 });
  const result = await test.coder.executeCodeTask('Do it.', await ask(test));
  return { test, result, id: result.auditId, [Symbol.asyncDispose]: () => test[Symbol.asyncDispose]() };
}

const withEmployees = async (test: TestCoder) => ({ files: [await test.file('employees.csv', employees)] });
const mean = `import pandas as pd\nprint(pd.read_csv('employees.csv')['salary'].mean())`;

describe('a replay is identical', () => {
  it('for a template on the same files, and leaves nothing behind', async () => {
    await using test = await testCoder(null);
    const files = [await test.file('employees.csv', employees)];
    const { auditId } = await test.coder.executeCodeTask('What is the average salary by department?', {
      files,
    });
    const replay = await test.coder.audit.replay(auditId);
    expect(replay).toMatchObject({
      auditId,
      verdict: 'identical',
      status: { recorded: 'finished', replayed: 'finished' },
      output: { comparison: 'same', difference: null },
      artifacts: [],
      notes: [],
      run: { isolation: { tier: 'A' } },
    });
    expect(test.taskFolders()).toEqual([]);
    expect(test.auditRecords()).toHaveLength(1);
  });

  it('for random numbers and files that a seed fixed', async () => {
    const code = `import random\nprint(random.random())\nopen('out.txt', 'w').write(str(random.random()))`;
    await using task = await recorded(code, () => ({ seed: 7 }));
    expect(await task.test.coder.audit.replay(task.id)).toMatchObject({
      verdict: 'identical',
      artifacts: [{ name: 'out.txt', comparison: 'same' }],
      notes: [],
    });
  });

  it('for a program that failed in the same way', async () => {
    await using task = await recorded(`print('before')\nraise ValueError('no')`);
    expect(await task.test.coder.audit.replay(task.id)).toMatchObject({
      verdict: 'identical',
      status: { recorded: 'failed', replayed: 'failed' },
    });
  });

  it('for given copies of files that are found by their content, whatever their name', async () => {
    await using task = await recorded(mean, () => ({
      files: [{ name: 'employees.csv', bytes: Buffer.from(employees) }],
    }));
    await expect(task.test.coder.audit.replay(task.id)).rejects.toThrow(/"employees.csv" was given as bytes/);
    const copy = await task.test.file('copy.csv', employees);
    expect(await task.test.coder.audit.replay(task.id, { files: [copy] })).toMatchObject({
      verdict: 'identical',
    });
  });

  it('for an archive, whose members are compared one by one', async () => {
    const code = `import glob\nprint(open(glob.glob('*/*.csv')[0]).read())`;
    await using task = await recorded(code, async (test) => ({
      files: [await test.file('people.csv.gz', gzipSync(employees))],
    }));
    expect(task.test.auditRecords()).toMatchObject([
      { files: { items: [{ use: 'input' }, { use: 'member', originalPath: null }] } },
    ]);
    expect(await task.test.coder.audit.replay(task.id)).toMatchObject({ verdict: 'identical' });
  });

  it('for two inputs of the same name', async () => {
    const code = `print(open('a.csv').read() + open('a (2).csv').read())`;
    await using task = await recorded(code, async () => ({
      files: [
        { name: 'a.csv', bytes: Buffer.from('x,y\n1,2\n') },
        { name: 'a.csv', bytes: Buffer.from('x,y\n3,4\n') },
      ],
    }));
    expect(task.result.output).toContain('3,4');
    const files = [
      await task.test.file('second.csv', 'x,y\n3,4\n'),
      await task.test.file('first.csv', 'x,y\n1,2\n'),
    ];
    expect(await task.test.coder.audit.replay(task.id, { files })).toMatchObject({ verdict: 'identical' });
  });
});

describe('a replay is the same to 12 digits', () => {
  const digits = `import time\nprint('mean', f'0.1234567890123{time.time_ns()}')`;

  it('where the last digits of floats in the output differ, and shows them', async () => {
    await using task = await recorded(digits);
    expect(await task.test.coder.audit.replay(task.id)).toMatchObject({
      verdict: 'same-to-12-digits',
      output: {
        comparison: 'same-to-12-digits',
        difference: expect.stringMatching(/^from line 1:\n- mean 0.1234567890123\d+\n/),
      },
    });
  });

  it('also where the output is long', async () => {
    await using task = await recorded(`print('x ' * 10_000)\n${digits}`);
    expect(await task.test.coder.audit.replay(task.id)).toMatchObject({ verdict: 'same-to-12-digits' });
  });

  it('no more where a file differs', async () => {
    await using task = await recorded(`${digits}\nopen('out.txt', 'w').write(str(time.time_ns()))`);
    expect(await task.test.coder.audit.replay(task.id)).toMatchObject({
      verdict: 'different',
      output: { comparison: 'same-to-12-digits' },
      artifacts: [{ name: 'out.txt', comparison: 'different' }],
    });
  });
});

describe('a replay is different', () => {
  it('where the output depends on the moment, and says so', async () => {
    await using task = await recorded('import time\nprint("same")\nprint(time.time_ns())');
    expect(await task.test.coder.audit.replay(task.id)).toMatchObject({
      verdict: 'different',
      output: {
        comparison: 'different',
        difference: expect.stringMatching(/^from line 2:\n- \d+\n- \n\+ \d+\n\+ $/),
      },
      notes: [expect.stringContaining('clock')],
    });
  });

  it('where a file holds something else, is missing or is new', async () => {
    const code = `import random\nopen('same.txt', 'w').write('x')\nopen('other.txt', 'w').write(str(random.random()))\nopen(f'{random.random()}.txt', 'w').write('x')\nprint(1)`;
    await using task = await recorded(code);
    const replay = await task.test.coder.audit.replay(task.id);
    expect(replay).toMatchObject({ verdict: 'different', output: { comparison: 'same' } });
    expect(replay.notes).toEqual([expect.stringContaining('no seed')]);
    expect(replay.artifacts.map(({ comparison }) => comparison).sort()).toEqual([
      'added',
      'different',
      'missing',
      'same',
    ]);
  });
});

describe('a replay is refused', () => {
  it.each<[string, (file: string) => void, RegExp]>([
    [
      'has changed',
      (file) => appendFileSync(file, 'Eve,Sales,1\n'),
      /has changed since \(recorded [0-9a-f]{12}…, now/,
    ],
    ['is gone', (file) => rmSync(file), /can't be read any more/],
    [
      'is a pipe now',
      (file) => {
        rmSync(file);
        execFileSync('mkfifo', [file]);
      },
      /can't be read any more/,
    ],
  ])('when a file %s, naming it', async (_, change, message) => {
    await using task = await recorded(mean, withEmployees);
    change(path.join(task.test.folder, 'employees.csv'));
    await expect(task.test.coder.audit.replay(task.id)).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringMatching(message),
    });
  });

  it('when a given file is none of the recorded ones', async () => {
    await using task = await recorded(mean, withEmployees);
    const other = await task.test.file('other.csv', 'a,b\n1,2\n');
    await expect(task.test.coder.audit.replay(task.id, { files: [other] })).rejects.toThrow(
      /other.csv" is not one of the recorded files/,
    );
  });

  it('when running Python is switched off', async () => {
    await using task = await recorded('print(1)');
    await using off = await testCoder(null, {
      enabled: false,
      auditDir: path.join(task.test.folder, 'audit'),
    });
    await expect(off.coder.audit.replay(task.id)).rejects.toMatchObject({ code: 'config-invalid' });
  });

  it('when nothing was executed', async () => {
    await using task = await recorded('import os\nos.system("ls")');
    expect(task.result.status).toBe('rejected');
    await expect(task.test.coder.audit.replay(task.id)).rejects.toThrow(
      /no code was executed in it \(it ended as rejected\)/,
    );
  });

  it('when the recorded code was changed', async () => {
    await using task = await recorded(`${'# a comment\n'.repeat(100)}print(1)`);
    const { record } = await task.test.coder.audit.show(task.id);
    const { sha256 } = record.rounds[0]?.code ?? { sha256: '' };
    await task.test.file(`audit/blobs/${sha256.slice(0, 2)}/${sha256}`, 'print(2)');
    await expect(task.test.coder.audit.replay(task.id)).rejects.toThrow(/its code is missing or was changed/);
  });

  it('when the line of the record was changed', async () => {
    await using task = await recorded('print(1)');
    const folder = path.join(task.test.folder, 'audit');
    const [day = ''] = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
    const line = await readFile(path.join(folder, day), 'utf8');
    await task.test.file(`audit/${day}`, line.replace('print(1)', 'print(2)'));
    await expect(task.test.coder.audit.replay(task.id)).rejects.toThrow(/its line in the log was changed/);
  });

  it('when a secret in the code was not recorded', async () => {
    await using task = await recorded(`print(len('sk-proj-abc123DEF456ghi789'))`);
    await expect(task.test.coder.audit.replay(task.id)).rejects.toThrow(
      /a secret in its code was not recorded/,
    );
  });
});
