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

const file = (name: string, text: string) => ({ name, bytes: Buffer.from(text) });
const run = (code: string, options?: ExecuteCodeOptions) =>
  test.coder.executeCode(code, { language: 'shell', describe: false, ...options });

describe('a shell program', () => {
  it('runs on its files without being verified, and everything says so', async () => {
    const result = await run(
      `sort data/names.txt | head -n 1\r\nmkdir out && echo new > out/made.txt\nrm data/old.txt\n`,
      {
        files: [file('data/names.txt', 'b\na\n'), file('data/old.txt', 'x')],
      },
    );
    expect(result).toMatchObject({
      status: 'succeeded',
      output: 'a\n',
      verificationHistory: [{ action: 'approved', stages: [], run: { status: 'finished' } }],
      artifacts: [{ name: 'out/made.txt', bytes: 4 }],
      run: { exitCode: 0, removedInputs: ['data/old.txt'] },
      warnings: [expect.stringContaining('A shell program is not verified')],
    });
    expect(test.auditRecords().at(-1)).toMatchObject({
      language: 'shell',
      verified: false,
      described: false,
    });
  });

  it('that fails says its exit code and is not modified', async () => {
    const result = await run('echo no >&2; exit 3');
    expect(result).toMatchObject({ status: 'failed', stderr: 'no\n', iterations: 1, run: { exitCode: 3 } });
  });

  it('is replayed as the shell program it was', async () => {
    const { auditId } = await run('printf "%s\\n" c a b | sort');
    expect(await test.coder.audit.replay(auditId)).toMatchObject({ verdict: 'identical', notes: [] });
  });

  it('is asked about wherever risk counts, and an edit of it is shell too', async () => {
    const result = await run('echo one', {
      approval: {
        policy: 'when-risky',
        ask: ({ code, language, risks }) => {
          expect(language).toBe('shell');
          expect(risks.map(({ kind }) => kind)).toEqual(['unverified']);
          return code.trim() === 'echo one'
            ? { action: 'edit', code: 'echo two | cat' }
            : { action: 'approve' };
        },
      },
    });
    expect(result).toMatchObject({ status: 'succeeded', output: 'two\n' });
    expect(await run('echo one', { approval: 'always' })).toMatchObject({ status: 'approval-required' });
  });
});
