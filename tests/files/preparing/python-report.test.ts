import { describe, expect, it } from 'vitest';
import type { RunStatus } from '../../../src/contracts/run-record.ts';
import type { RunOutcome } from '../../../src/contracts/runtime.ts';
import { readReport } from '../../../src/files/python-report.ts';

function outcome(status: RunStatus, lines: unknown[]): RunOutcome {
  const stdout = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
  return { status, stdout, stderr: '', reason: 'killed by SIGSEGV' } as RunOutcome;
}

const begun = (index: number) => ({ begun: index });
const done = (index: number) => ({ index, description: { type: 'txt' } });

describe('readReport', () => {
  it('gives one entry per file', () => {
    const lines = [begun(0), done(0), begun(1), { index: 1, problem: 'is odd' }];
    expect(readReport(outcome('finished', lines), 2)).toEqual([
      { value: { type: 'txt' } },
      { problem: 'is odd' },
    ]);
  });

  it.each([
    ['failed', 'made its reader crash (killed by SIGSEGV)'],
    ['timed-out', 'takes longer to read than one run may last'],
    ['out-of-memory', 'needs more memory'],
    ['output-too-large', 'has a description that is too large'],
    ['finished', 'gave an unreadable description'],
  ] as const)('blames the first file alone when the run %s', (status, problem) => {
    expect(readReport(outcome(status, [begun(0)]), 3)).toEqual([
      { problem: expect.stringContaining(problem) },
    ]);
    expect(readReport(outcome(status, [begun(0), done(0), begun(1)]), 3)).toEqual([
      { value: { type: 'txt' } },
    ]);
  });

  it.each([
    ['answers for another file', [begun(0), done(1)]],
    ['begins out of order', [begun(0), begun(2)]],
    ['prints something else', [begun(0), 'Traceback (most recent call last):', done(0)]],
    ['prints unknown fields', [begun(0), { ...done(0), extra: true }]],
  ])('believes nothing after a reader that %s', (_, lines) => {
    expect(readReport(outcome('finished', lines), 2)).toEqual([
      { problem: expect.stringContaining('unreadable description') },
    ]);
  });

  it('calls it our own fault when no file was begun', () => {
    expect(() => readReport(outcome('failed', []), 1)).toThrow('The file describers did not run');
  });

  it('removes line ends and control characters from a reason', () => {
    const lines = [begun(0), { index: 0, problem: 'is\n\u001b[31modd\u202e' }];
    expect(readReport(outcome('finished', lines), 1)).toEqual([{ problem: 'is  [31modd ' }]);
  });
});
