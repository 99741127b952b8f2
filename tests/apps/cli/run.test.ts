import { chmod, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { type CodeTaskResult, type TaskStatus, taskStatuses } from '../../../src/contracts/code-task.ts';
import { errorFaceCodes, statusCodes } from '../../../src/contracts/outcome-codes.ts';
import { CoderError, errorCodes } from '../../../src/errors/coder-error.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { cli, scriptedApprovals, scriptedAudit, scriptedTemplates, succeeded } from './scripted-cli.ts';

const failed = (status: TaskStatus, more: Partial<CodeTaskResult> = {}): Partial<CodeTaskResult> => ({
  success: false,
  status,
  error: 'It went wrong. Try again.',
  output: '',
  result: undefined,
  ...more,
});

it('prints the answer on stdout and files, warnings and the record on stderr', async () => {
  const artifact = {
    name: 'a.png',
    mediaType: 'image/png',
    bytes: 12_345,
    sha256: '',
    path: '/out/a\u001b[2J.png',
  };
  const { stdout, stderr } = await cli(['q'], {
    result: {
      artifacts: [artifact],
      warnings: ['No model reviewed the code.'],
      findings: [{ rule: 'f841', source: 'lint', severity: 'minor', message: 'Unused variable.', line: 2 }],
    },
  });
  expect(stdout).toBe('mean  52000.5\n');
  expect(stderr).toBe(
    [
      'Saved: /out/a.png  12.1 KiB',
      '  minor: line 2: Unused variable.',
      'Warning: No model reviewed the code.',
      '1 round, 840 ms, no model calls, template aggregate, isolation B, audit a1b2',
      '',
    ].join('\n'),
  );
});

it('counts tokens and calls in the record of a model', async () => {
  const { stderr } = await cli(['q'], {
    result: {
      generator: { kind: 'model', name: 'm1', understood: null },
      usage: { calls: 3, inputTokens: 4000, outputTokens: 812, model: 'm1' },
    },
  });
  expect(stderr).toBe('1 round, 840 ms, 4,812 tokens in 3 calls, model m1, isolation B, audit a1b2\n');
});

it.each(taskStatuses)('ends a task that is %s with the exit code of the table', async (status) => {
  const result = status === 'succeeded' ? succeeded : failed(status);
  const { exitCode, calls } = await cli(['q'], { result });
  expect(exitCode).toBe(statusCodes[status].exitCode);
  expect(calls.at(-1)).toEqual(['dispose']);
});

it.each(errorCodes)('reports a host fault that is %s in words and as one object', async (code) => {
  const execute = (): never => {
    throw new CoderError('Python 3.10 or newer is missing. Install it.', { code });
  };
  const plain = await cli(['q'], { execute });
  const sentence =
    code === 'cancelled' ? 'Cancelled.' : 'error: Python 3.10 or newer is missing. Install it.';
  expect(plain).toMatchObject({
    exitCode: errorFaceCodes[code].exitCode,
    stdout: '',
    stderr: `${sentence}\n`,
  });
  expect(plain.calls.at(-1)).toEqual(['dispose']);
  expect(JSON.parse((await cli(['q', '--json'], { execute })).stdout)).toEqual({
    success: false,
    status: 'error',
    error: { code, message: 'Python 3.10 or newer is missing. Install it.' },
  });
});

it('prints the stack of an unexpected error and exits with 70', async () => {
  const createCoder = (): never => {
    throw new TypeError('undefined is not a function');
  };
  const { exitCode, stdout, stderr } = await cli(['q', '--json'], { createCoder });
  expect(exitCode).toBe(70);
  expect(stderr).toMatch(/^error: TypeError: undefined is not a function\n {4}at /);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'internal' } });
});

it('explains a failure with its error, the last issues and the end of stderr, also when quiet', async () => {
  const issue = {
    rule: 'r',
    source: 'policy',
    severity: 'blocking',
    message: 'No network.',
    line: 3,
  } as const;
  const complaint = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\u001b[31m`).join('\n');
  const round = {
    iteration: 3,
    code: '',
    codeSha256: '',
    action: 'rejected',
    stages: [],
    changes: [],
  } as const;
  const { stdout, stderr, exitCode } = await cli(['q', '--quiet'], {
    events: [{ type: 'round-verified', iteration: 3, approved: false, issues: [issue] }],
    result: failed('rejected', {
      stderr: complaint,
      verificationHistory: [{ ...round, stages: [], changes: [], issues: [issue], durationMs: 1 }],
    }),
  });
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
  const lines = stderr.split('\n');
  expect(lines.slice(0, 4)).toEqual([
    'Rejected: It went wrong. Try again.',
    '  blocking: line 3: No network.',
    'The program wrote to standard error:',
    '  | line 6',
  ]);
  expect(lines.slice(-2)).toEqual(['  | line 20', '']);
});

it('does not repeat a traceback and issues the error already quotes', async () => {
  const stderr = 'Traceback\nKeyError: salary';
  const issue = { rule: 'run-failed', source: 'execution', severity: 'blocking', message: stderr } as const;
  const printed = await cli(['q', '--quiet'], {
    result: failed('failed', {
      error: `The program failed.\n${stderr}`,
      stderr: `${stderr}\n`,
      verificationHistory: [
        {
          iteration: 1,
          code: '',
          codeSha256: '',
          issues: [issue],
          action: 'approved',
          stages: [],
          changes: [],
          durationMs: 1,
        },
      ],
    }),
  });
  expect(printed.stderr).toBe('Failed: The program failed.\nTraceback\nKeyError: salary\n');
});

it('does not repeat issues and warnings the live display has already shown', async () => {
  const issue = { rule: 'r', source: 'policy', severity: 'major', message: 'No network.' } as const;
  const { stderr } = await cli(['q'], {
    events: [
      { type: 'round-verified', iteration: 1, approved: false, issues: [issue] },
      { type: 'warning', message: 'Weak isolation.' },
    ],
    result: failed('rejected', {
      warnings: ['Weak isolation.'],
      verificationHistory: [
        {
          iteration: 1,
          code: '',
          codeSha256: '',
          issues: [issue],
          action: 'rejected',
          stages: [],
          changes: [],
          durationMs: 1,
        },
      ],
    }),
  });
  expect(stderr.match(/No network/g)).toHaveLength(1);
  expect(stderr.match(/Weak isolation/g)).toHaveLength(1);
});

it('prints exactly one object with --json, for failures too, that no terminal can be tricked by', async () => {
  const result = failed('failed', { output: 'a\u009b31m\u202eb', stderr: 'x' });
  const { stdout, stderr, exitCode } = await cli(['q', '--json'], { result });
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify({ ...succeeded, ...result })));
  expect(stdout).toContain(String.raw`a\u009b31m\u202eb`);
  expect(stderr).toContain('Failed: It went wrong.');
});

it('keeps to one object when closing the coder fails after the answer', async () => {
  const { stdout, stderr, exitCode } = await cli(['doctor', '--json'], {
    createCoder: () => ({
      executeCodeTask: async () => succeeded,
      executeCode: async () => succeeded,
      describeFiles: async () => [],
      verifyCode: async () => ({ code: '', issues: [] }),
      diagnose: async () => ({
        version: '1',
        node: { version: 'v20', platform: 'linux' },
        python: { found: false, problem: 'none' },
        model: { found: false, problem: 'none' },
        state: { found: false, problem: 'none' },
        isolation: { found: false, problem: 'none' },
      }),
      approvals: scriptedApprovals,
      templates: scriptedTemplates,
      audit: scriptedAudit,
      [Symbol.asyncDispose]: () => Promise.reject(new Error('still busy')),
    }),
  });
  expect(JSON.parse(stdout)).toMatchObject({ success: false, version: '1' });
  expect(stderr).toContain('Error: still busy');
  expect(exitCode).toBe(70);
});

it('passes Ctrl-C on, closes the coder and says so last', async () => {
  const cancellation = new AbortController();
  let stderrAtDisposal = '';
  let seen = '';
  const { exitCode, stdout, stderr } = await cli(['q'], {
    signal: cancellation.signal,
    onStderr: (text) => {
      seen += text;
    },
    createCoder: () => ({
      executeCodeTask: async (_query, options) => {
        queueMicrotask(() => cancellation.abort());
        await new Promise((resolve) => options?.signal?.addEventListener('abort', resolve));
        return { ...succeeded, ...failed('cancelled') };
      },
      executeCode: async () => succeeded,
      describeFiles: async () => [],
      verifyCode: async () => ({ code: '', issues: [] }),
      diagnose: () => Promise.reject(new Error('not asked')),
      approvals: scriptedApprovals,
      templates: scriptedTemplates,
      audit: scriptedAudit,
      [Symbol.asyncDispose]: async () => {
        stderrAtDisposal = seen;
      },
    }),
  });
  expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 130, stdout: '', stderr: 'Cancelled.\n' });
  expect(stderrAtDisposal).toBe('');
});

it('stops waiting for standard input on Ctrl-C', async () => {
  const { exitCode, stderr } = await cli(['-'], { signal: AbortSignal.abort() });
  expect({ exitCode, stderr }).toEqual({ exitCode: 130, stderr: 'Cancelled.\n' });
});

it('replaces the file of --save-code in one step, keeping its mode and following links', async () => {
  const folder = temporaryFolder();
  const script = path.join(folder, 'script.py');
  await writeFile(script, 'old');
  await chmod(script, 0o755);
  await symlink('script.py', path.join(folder, 'link.py'));
  const { stderr, exitCode } = await cli(['q', '--save-code', path.join(folder, 'link.py')]);
  expect(exitCode).toBe(0);
  expect(await readFile(script, 'utf8')).toBe(succeeded.code);
  expect((await stat(script)).mode & 0o777).toBe(0o755);
  expect(await readdir(folder)).toEqual(['link.py', 'script.py']);
  expect(stderr).toContain(`Saved: ${path.join(folder, 'link.py')}  the code\n`);
});

it('refuses a --save-code that could never be written before any work is done', async () => {
  const folder = temporaryFolder();
  const missing = await cli(['q', '--save-code', path.join(folder, 'no/x.py')]);
  expect(missing).toMatchObject({ exitCode: 2, calls: [['create', { config: {} }], ['dispose']] });
  expect(missing.stderr).toContain(`there is no folder ${path.join(folder, 'no')}. Create it first.`);
  expect((await cli(['q', '--save-code', folder])).stderr).toContain('it is a folder. Name a file.');
});

it('says when no code was written to save, and leaves the old file', async () => {
  const script = path.join(temporaryFolder(), 'script.py');
  await writeFile(script, 'old');
  const { exitCode, stderr } = await cli(['q', '--save-code', script], {
    result: failed('no-generator', { code: '' }),
  });
  expect(exitCode).toBe(3);
  expect(stderr).toContain(`No code was written, so ${script} was not saved.`);
  expect(await readFile(script, 'utf8')).toBe('old');
});
