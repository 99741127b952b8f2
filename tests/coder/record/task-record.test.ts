import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { maxLineBytes } from '../../../src/audit/read-lines.ts';
import { auditRecordSchema } from '../../../src/contracts/audit-record.ts';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { auditLines } from '../../helpers/audit-records.ts';
import { approval, correction, objection, program, testCoder } from '../../helpers/test-coder.ts';

const employees = 'name,department,salary\nAda,Engineering,100\nGrace,Engineering,200\nMary,Sales,50\n';
const average = `import json
import pandas as pd
table = pd.read_csv('employees.csv')
print(json.dumps(table.groupby('department')['salary'].mean().to_dict()))`;
const question = 'What is the average salary by department?';
const hash = expect.stringMatching(/^[0-9a-f]{64}$/);

/** Everything that stands anywhere in a folder. */
function everythingIn(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
    path.join(folder, name),
  );
  return names
    .filter((name) => statSync(name).isFile())
    .map((name) => `${name}\n${readFileSync(name, 'utf8')}`)
    .join('\n');
}

it('says what was asked, of which files, what was written and found, how it ran and what came out', async () => {
  const model = scriptedModel([
    program('x = 1'),
    objection('major', 'It answers nothing.'),
    correction(average, { changes: ['Wrote it.'] }),
    approval,
  ]);
  await using test = await testCoder(model);
  const file = await test.file('employees.csv', employees);
  const result = await test.coder.executeCodeTask(question, { files: [file], context: 'in euros', seed: 7 });
  const { record, intact, seq, texts } = await test.coder.audit.show(result.auditId);
  expect({ intact, seq }).toEqual({ intact: true, seq: 1 });
  expect(record).toMatchObject({
    auditId: result.auditId,
    status: 'succeeded',
    query: { start: question },
    contextSha256: hash,
    files: {
      count: 1,
      items: [
        { name: 'employees.csv', use: 'input', originalPath: file, bytes: employees.length, sha256: hash },
      ],
    },
    limits: { timeoutSeconds: 30 },
    seed: 7,
    python: { version: expect.stringMatching(/^3\./), packages: { sha256: hash } },
    generator: { kind: 'model' },
    usage: { calls: 4 },
    promptSha256: [hash, hash, hash, hash],
    rounds: [
      {
        action: 'modified',
        run: null,
        issues: { count: 1, items: [{ message: 'It answers nothing.' }] },
        changes: { items: ['Wrote it.'] },
      },
      { action: 'approved', run: 'finished', code: { sha256: hash } },
    ],
    run: { isolation: { tier: 'A', canary: { refused: expect.any(Number) } } },
    output: { start: result.output },
    timings: { totalMs: expect.any(Number) },
  });
  expect(texts[record.rounds[1]?.code.sha256 ?? '']).toBe(result.code);
  expect(JSON.parse(texts[record.python?.packages.sha256 ?? ''] ?? '')).toMatchObject({
    pandas: expect.any(String),
  });
  expect(JSON.stringify(record)).not.toContain('in euros');
});

it('of a task with huge texts stays small, and the texts are beside it', async () => {
  const code = `print('x' * 900_000)\n${'# a long comment\n'.repeat(2_000)}for n in range(50): open(f'{n}.txt', 'w').write(str(n))`;
  await using test = await testCoder(scriptedModel([program(code), approval]));
  const result = await test.coder.executeCodeTask(`Count. ${'Please. '.repeat(5_000)}`);
  const [line = ''] = auditLines(path.join(test.folder, 'audit'));
  expect(line.length).toBeLessThan(32_768);
  expect(line.length).toBeLessThan(maxLineBytes);
  const { record, texts } = await test.coder.audit.show(result.auditId);
  expect(record.artifacts).toMatchObject({ count: 50, all: { sha256: hash } });
  expect(record.artifacts.items).toHaveLength(20);
  expect(JSON.parse(texts[record.artifacts.all?.sha256 ?? ''] ?? '')).toHaveLength(50);
  expect(texts[record.output.sha256]).toBe(result.output);
  expect(await test.coder.audit.verify()).toMatchObject({ intact: true, records: 1 });
});

it('holds no secret, wherever it was', async () => {
  const secret = 'the-key-of-this-user';
  const code = `key = '${secret}'\nprint(key)\nprint('postgres://ann:pass-word@db')\nopen('out.txt', 'w').write('x')`;
  await using test = await testCoder(
    scriptedModel([
      program(code),
      objection('minor', `Prints ${secret}.`),
      program(code),
      objection('minor', secret),
    ]),
    {
      apiKey: secret,
      maxIterations: 2,
    },
  );
  const file = await test.file('employees.csv', employees);
  const result = await test.coder.executeCodeTask(`${question} Use ${secret}.`, { files: [file] });
  expect(result.code).toContain(secret);
  const kept = everythingIn(path.join(test.folder, 'audit'));
  expect(kept).not.toContain(secret);
  expect(kept).not.toContain('pass-word');
  expect(kept).toContain('Use [redacted].');
  expect(await test.coder.audit.verify()).toMatchObject({ intact: true });
});

it('is there for code that ran before the host failed', async () => {
  let executionDir = '';
  const breakTheHost = () => {
    rmSync(executionDir, { recursive: true });
    writeFileSync(executionDir, '');
    return correction('print(1)');
  };
  await using test = await testCoder(
    scriptedModel([program('raise ValueError()'), approval, breakTheHost, approval]),
  );
  executionDir = path.join(test.folder, 'execution');
  await expect(test.coder.executeCodeTask('Do it.')).rejects.toMatchObject({ code: 'config-invalid' });
  expect(test.auditRecords()).toMatchObject([
    {
      status: 'fault',
      rounds: [{ run: 'failed' }, { run: null }],
      error: { start: expect.stringContaining(executionDir) },
    },
  ]);
});

describe('the list', () => {
  it('has the newest first, up to the limit, and ids can be shortened as long as one record has them', async () => {
    const replies = Array.from({ length: 3 }, (_, index) => [program(`print(${index})`), approval]).flat();
    await using test = await testCoder(scriptedModel(replies));
    for (const name of ['One?', 'Two?', 'Three?']) await test.coder.executeCodeTask(name);
    const { records, unreadable } = await test.coder.audit.list({ limit: 2 });
    expect(records).toMatchObject([{ query: 'Three?', status: 'succeeded' }, { query: 'Two?' }]);
    expect(unreadable).toBe(0);
    const [{ auditId } = { auditId: '' }] = records;
    expect((await test.coder.audit.show(auditId.slice(0, 8))).record.auditId).toBe(auditId);
    await expect(test.coder.audit.show('0'.repeat(32))).rejects.toMatchObject({ code: 'input-invalid' });
    await expect(test.coder.audit.show('../x')).rejects.toThrow(/is no audit id/);
  });

  it('is empty where nothing was ever recorded, and makes no folder', async () => {
    await using test = await testCoder(null);
    expect(await test.coder.audit.list()).toEqual({ records: [], unreadable: 0 });
    expect(await test.coder.audit.verify()).toMatchObject({ intact: true, records: 0 });
    expect(readdirSync(test.folder)).toEqual([]);
  });

  it('counts what can not be read and goes on', async () => {
    await using test = await testCoder(scriptedModel([program('print(1)'), approval]));
    await test.coder.executeCodeTask('One?');
    const folder = path.join(test.folder, 'audit');
    const [day = ''] = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
    await test.file(`audit/${day}`, `${auditLines(folder)[0]}\nnothing\n`);
    expect(await test.coder.audit.list()).toMatchObject({ records: [{ query: 'One?' }], unreadable: 1 });
  });
});

it('is shown as not intact when its text is gone', async () => {
  await using test = await testCoder(scriptedModel([program(average), approval]));
  const { auditId } = await test.coder.executeCodeTask(question, {
    files: [await test.file('employees.csv', employees)],
  });
  rmSync(path.join(test.folder, 'audit/blobs'), { recursive: true });
  expect(await test.coder.audit.show(auditId)).toMatchObject({ intact: false, record: { auditId } });
});

it('has a form that its own schema accepts', async () => {
  await using test = await testCoder(scriptedModel([program('import os; os.system("ls")')]), {
    maxIterations: 1,
  });
  await test.coder.executeCodeTask('List.');
  expect(auditRecordSchema.safeParse(test.auditRecords()[0]).error).toBeUndefined();
});
