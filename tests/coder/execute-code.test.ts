import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Approver } from '../../src/contracts/approval.ts';
import type { TaskEvent } from '../../src/contracts/task-event.ts';
import { scriptedModel } from '../../src/llm/scripted-model.ts';
import { type TestCoder, testCoder } from '../helpers/test-coder.ts';

const employees = 'name,salary\nAda,100\nGrace,200\n';
const files = [{ name: 'employees.csv', bytes: new TextEncoder().encode(employees) }];
const model = scriptedModel([]);
let test: TestCoder;

beforeAll(async () => {
  test = await testCoder(model);
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
  expect(model.calls).toEqual([]);
});

const run: TestCoder['coder']['executeCode'] = (code, options) => test.coder.executeCode(code, options);

describe('given code', () => {
  it('runs on its files after one round that approves it, and is named as the caller’s', async () => {
    const events: TaskEvent['type'][] = [];
    const result = await run(`import pandas as pd\nprint(pd.read_csv('employees.csv')['salary'].mean())`, {
      files,
      query: 'Mean salary?',
      onEvent: ({ type }) => events.push(type),
    });
    expect(result).toMatchObject({
      status: 'succeeded',
      output: '150.0\n',
      iterations: 1,
      inputFiles: ['employees.csv'],
      generator: { kind: 'caller', name: 'the caller', understood: null },
      verificationHistory: [{ action: 'approved', issues: [], run: { status: 'finished' } }],
      usage: { calls: 0, model: null },
    });
    expect(result.verificationHistory[0]?.stages).not.toContain('review');
    expect(events).toEqual(expect.arrayContaining(['code-generated', 'round-verified', 'finished']));
    expect(test.taskFolders()).toEqual([]);
  });

  it('runs with minor findings, which the result keeps', async () => {
    const result = await run('values = [1]\nvalues\nprint(1)');
    expect(result).toMatchObject({
      status: 'succeeded',
      output: '1\n',
      findings: [{ severity: 'minor', line: 2 }],
    });
  });

  it.each([
    ['a forbidden import', 'import subprocess', 'blocking'],
    [
      'a column its file does not have',
      `import pandas as pd\nprint(pd.read_csv('employees.csv')['wage'])`,
      'major',
    ],
    ['a syntax error', 'print(', 'blocking'],
  ])('with %s is rejected with the finding, and nothing runs', async (_, code, severity) => {
    const events: TaskEvent[] = [];
    const result = await run(`print('ran')\n${code}`, { files, onEvent: (event) => events.push(event) });
    expect(result).toMatchObject({
      status: 'rejected',
      output: '',
      run: null,
      artifacts: [],
      verificationHistory: [{ action: 'rejected', issues: [{ severity }] }],
    });
    expect(events.filter(({ type }) => type === 'output')).toEqual([]);
    expect(events).not.toContainEqual(expect.objectContaining({ phase: 'execute' }));
  });

  it('may come without saying what it is for', async () => {
    expect(await run('print(1)', { query: ' ' })).toMatchObject({ status: 'succeeded', output: '1\n' });
  });

  it('that fails is not modified', async () => {
    const result = await run(`raise ValueError('no')`);
    expect(result).toMatchObject({ status: 'failed', iterations: 1, modifications: [] });
    expect(result.error).toContain('ValueError: no');
  });

  it.each([
    ['', 'The code is empty: give the source to run.'],
    [' \n\t', 'The code is empty: give the source to run.'],
    [
      `#${'x'.repeat(1024 * 1024)}`,
      'The code has 1048577 characters, and 1048576 are allowed: give data as a file.',
    ],
  ])('of a size that can not run is told so', async (code, error) => {
    expect(await run(code)).toMatchObject({ status: 'input-invalid', error, run: null });
  });

  it('is not run when a file is missing', async () => {
    expect(await run('print(1)', { files: ['/nowhere/a.csv'] })).toMatchObject({
      status: 'input-invalid',
      error: expect.stringContaining('a.csv'),
      run: null,
    });
  });

  it('ends as cancelled in the middle of its run', async () => {
    const cancel = new AbortController();
    const result = await run(`import time\nprint('running', flush=True)\ntime.sleep(60)`, {
      signal: cancel.signal,
      onEvent: (event) => event.type === 'output' && cancel.abort(),
    });
    expect(result.status).toBe('cancelled');
    expect(test.taskFolders()).toEqual([]);
  });

  it('draws the same random numbers with the same seed', async () => {
    const code = 'import random\nprint(random.random())';
    const [one, other] = [await run(code, { seed: 7 }), await run(code, { seed: 7 })];
    expect(one.output).toMatch(/^0\.\d+\n$/);
    expect(other.output).toBe(one.output);
  });
});

describe('the approval of given code', () => {
  const writing = `open('out.txt', 'w').write('x')\nprint('ran')`;

  it('is asked for as the policy says, with the purpose and exactly this code', async () => {
    const asked: unknown[] = [];
    const ask: Approver = (request) => {
      asked.push(request);
      return { action: 'approve', approver: 'Ada' };
    };
    const approval = { policy: 'when-risky', ask } as const;
    const calm = await run('print(1)', { approval });
    const risky = await run(writing, { approval, query: 'Write a file.' });
    expect(calm).toMatchObject({ status: 'succeeded' });
    expect(asked).toMatchObject([
      {
        query: 'Write a file.',
        code: risky.code,
        generator: { kind: 'caller' },
        risks: [{ kind: 'writes-file' }],
      },
    ]);
    expect(risky).toMatchObject({
      status: 'succeeded',
      output: 'ran\n',
      approvals: [{ outcome: 'approved', approver: 'Ada' }],
    });
  });

  it('runs nothing when it is refused, or when nobody can be asked', async () => {
    const ask: Approver = () => ({ action: 'reject', reason: 'Not today.' });
    expect(await run(writing, { approval: ask })).toMatchObject({
      status: 'denied',
      run: null,
      artifacts: [],
    });
    const waiting = await run(writing, { approval: 'always' });
    expect(waiting).toMatchObject({ status: 'approval-required', run: null, output: '' });
  });

  it('can be given later, and then runs exactly this code on the same files once', async () => {
    const code = `print(open('employees.csv').read().count('\\n'))`;
    const { approvalRequest } = await run(code, { approval: 'always', files });
    if (approvalRequest === undefined) throw new Error('nothing was asked');
    const grant = test.coder.approvals.grant(approvalRequest);
    const resume = () =>
      test.coder.approvals.resume(approvalRequest, { action: 'approve', grant }, { files });
    expect(await resume()).toMatchObject({ status: 'succeeded', output: '3\n' });
    expect((await resume()).status).not.toBe('succeeded');
  });
});

describe('the record of given code', () => {
  it('says who gave it and what it was for, and a replay of it is identical', async () => {
    await using own = await testCoder(null);
    const path = await own.file('employees.csv', employees);
    const { auditId } = await own.coder.executeCode(`print(open('employees.csv').read())`, {
      files: [path],
      query: 'Show the file.',
    });
    expect(own.auditRecords()).toMatchObject([
      {
        query: { start: 'Show the file.' },
        status: 'succeeded',
        generator: { kind: 'caller', name: 'the caller' },
      },
    ]);
    expect(await own.coder.audit.verify()).toMatchObject({ intact: true, records: 1 });
    expect(await own.coder.audit.replay(auditId)).toMatchObject({ verdict: 'identical', notes: [] });
  });

  it('is kept of code that was rejected, too', async () => {
    await using own = await testCoder(null);
    await own.coder.executeCode('import subprocess');
    expect(own.auditRecords()).toMatchObject([{ status: 'rejected', generator: { kind: 'caller' } }]);
  });
});
