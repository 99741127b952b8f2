import { utimes } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExecuteCodeOptions } from '../../src/contracts/python-coder.ts';
import { type TestCoder, testCoder } from '../helpers/test-coder.ts';

let test: TestCoder;

beforeAll(async () => {
  test = await testCoder(null);
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
});

const run = (code: string, options?: ExecuteCodeOptions) => test.coder.executeCode(code, options);
const forbidden = `import subprocess\nprint('ran')`;
const file = (name: string, text: string) => ({ name, bytes: Buffer.from(text) });
const lastRecord = () => test.auditRecords().at(-1);

describe('code that nothing verifies', () => {
  it('runs though the policy would refuse it, and everything says that it was not verified', async () => {
    expect(await run(forbidden)).toMatchObject({ status: 'rejected' });
    expect(lastRecord()).not.toHaveProperty('verified');
    const result = await run(forbidden, { verify: false });
    expect(result).toMatchObject({
      status: 'succeeded',
      output: 'ran\n',
      findings: [],
      verificationHistory: [{ action: 'approved', issues: [], stages: [] }],
      warnings: [expect.stringContaining('not verified')],
    });
    expect(lastRecord()).toMatchObject({ verified: false, rounds: [{ stages: [] }] });
    expect(lastRecord()).not.toHaveProperty('language');
    expect(await test.coder.audit.replay(result.auditId)).toMatchObject({ verdict: 'identical' });
  });

  it('still is one string for people and for Python, or does not run', async () => {
    const result = await run(`print('a')\r\nprint('b')`, { verify: false });
    expect(result).toMatchObject({ code: `print('a')\nprint('b')`, output: 'a\nb\n' });
    expect(await run(`print('a\u202e')`, { verify: false })).toMatchObject({
      status: 'rejected',
      run: null,
      findings: [{ rule: 'bidirectional-character' }],
    });
  });

  it('is always risky enough to be asked about, and what was asked comes back as it was', async () => {
    const request = { verify: false, describe: false, files: [file('a/b.txt', 'x')] } as const;
    const asked = await run(`${forbidden}\nprint(open('a/b.txt').read())`, {
      ...request,
      files: [...request.files],
      approval: 'when-risky',
    });
    expect(asked).toMatchObject({ status: 'approval-required', run: null });
    const { approvalRequest } = asked;
    if (!approvalRequest) throw new Error('nobody was asked');
    expect(approvalRequest).toMatchObject({ verify: false, describe: false });
    expect(approvalRequest.risks[0]).toMatchObject({ kind: 'unverified' });
    const { approvals } = test.coder;
    const grant = approvals.grant(approvalRequest);
    const { verify: _, ...verified } = approvalRequest;
    expect(() => approvals.grant(verified)).toThrow(/changed after it was made/);
    expect(
      await approvals.resume(approvalRequest, { action: 'approve', grant }, { files: [...request.files] }),
    ).toMatchObject({ status: 'succeeded', output: 'ran\nx\n' });
    expect(lastRecord()).toMatchObject({ verified: false, described: false });
  });
});

describe('files that are handed over as they are', () => {
  it('arrive in their folders, of any type and empty ones too, and nobody looks into them', async () => {
    const result = await run(
      `import os\nfor folder, _, names in sorted(os.walk('.')):\n    for name in sorted(names):\n        path = os.path.join(folder, name)\n        print(path, os.path.getsize(path))`,
      {
        describe: false,
        files: [file('data/2024/a.csv', 'x\n1\n'), file('run.sh', 'true'), file('empty', '')],
      },
    );
    expect(result).toMatchObject({
      status: 'succeeded',
      output: './empty 0\n./run.sh 4\n./data/2024/a.csv 4\n',
      inputFiles: ['data/2024/a.csv', 'run.sh', 'empty'],
      fileMetadata: {},
      artifacts: [],
      run: { removedInputs: [] },
    });
    expect(lastRecord()).toMatchObject({
      described: false,
      files: { items: [{ name: 'data/2024/a.csv', use: 'input' }, {}, { bytes: 0 }] },
    });
    const files = [file('1', 'x\n1\n'), file('2', 'true'), file('3', '')];
    expect(await test.coder.audit.replay(result.auditId, { files })).toMatchObject({ verdict: 'identical' });
  });

  it('that are changed, moved over each other or removed are told, also of one size and one time', async () => {
    const [one, other] = [await test.file('one', 'a'), await test.file('other', 'b')];
    for (const place of [one, other]) await utimes(place, 1_700_000_000, 1_700_000_000);
    const result = await run(
      `import os\nos.rename('b.txt', 'a.txt')\nos.remove('c/d.txt')\nopen('e.txt', 'a').write('!')`,
      {
        describe: false,
        files: [
          { path: one, name: 'a.txt' },
          { path: other, name: 'b.txt' },
          file('c/d.txt', 'd'),
          file('e.txt', 'e'),
        ],
      },
    );
    expect(result.artifacts.map(({ name }) => name)).toEqual(['a.txt', 'e.txt']);
    expect(result.run?.removedInputs).toEqual(['b.txt', 'c/d.txt']);
    expect(lastRecord()).toMatchObject({ run: { removedInputs: { count: 2, items: ['b.txt', 'c/d.txt'] } } });
  });

  it.each([
    ['../up.txt', 'begins with a dot'],
    ['/etc/passwd', 'has an empty part'],
    ['a//b', 'has an empty part'],
    ['.hidden', 'begins with a dot'],
    ['a/.git/config', 'begins with a dot'],
    ['a\nb', 'can not be seen'],
    ['a\u202eb', 'can not be seen'],
    ['c:\\a', 'a backslash or a colon'],
    ['1/2/3/4/5/6/7/8/9/ten', 'more than 8 folders'],
    [`${'n'.repeat(241)}`, 'more than 240 bytes'],
  ])('under the name %j are refused', async (name, why) => {
    const result = await run('print(1)', { describe: false, files: [file(name, 'x')] });
    expect(result).toMatchObject({ status: 'input-invalid', run: null, error: expect.stringContaining(why) });
  });

  it.each([
    ['a.txt', 'a.txt', 'name of another file'],
    ['a.txt', 'A.TXT', 'do not tell apart'],
    ['é/a', 'e\u0301/b', 'do not tell apart'],
    ['a', 'a/b', 'where its folder would be'],
    ['a/b', 'a', 'name of a folder'],
  ])('as %j beside %j are refused', async (one, other, why) => {
    const result = await run('print(1)', { describe: false, files: [file(one, 'x'), file(other, 'y')] });
    expect(result).toMatchObject({ status: 'input-invalid', error: expect.stringContaining(why) });
  });
});

it.each([
  [{ language: 'bash' as never }, 'must be python or shell, but it is "bash"'],
  [{ language: 'shell', seed: 1 } as const, 'leave the seed out'],
  [
    { language: 'shell', functions: { library: () => Promise.reject(new Error('never asked')) } } as const,
    'leave them out',
  ],
])('options that make no sense together are refused: %j', async (options, why) => {
  const result = await run('print(1)', options);
  expect(result).toMatchObject({ status: 'input-invalid', run: null, error: expect.stringContaining(why) });
});

it('marks the whole output as no file of the program', async () => {
  const result = await run(`open('stdout.txt', 'w').write('own')\nprint('x' * 2_000_000)`);
  expect(result.artifacts).toMatchObject([
    { name: 'stdout.txt', bytes: 3 },
    { name: 'stdout.txt', bytes: 2_000_001, fullOutput: true },
  ]);
  expect(result.artifacts[0]).not.toHaveProperty('fullOutput');
  expect(lastRecord()).toMatchObject({ artifacts: { items: [{}, { fullOutput: true }] } });
});
