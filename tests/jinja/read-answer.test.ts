import { describe, expect, it } from 'vitest';
import type { RunOutcome } from '../../src/contracts/runtime.ts';
import { readRendering, readReport } from '../../src/jinja/read-answer.ts';

function ended(outcome: Partial<RunOutcome>): RunOutcome {
  const nothing = { exitCode: 0, signal: null, exception: null, stdout: '', stderr: '', truncated: false };
  const measured = { wallMs: 1, cpuMs: 1, peakMemoryMiB: 1, isolation: { tier: 'A' as const, layers: {} } };
  return {
    status: 'finished',
    reason: null,
    ...nothing,
    files: [],
    leftBehind: [],
    removedInputs: [],
    answer: null,
    ...measured,
    ...outcome,
  };
}

function saying(said: unknown): RunOutcome {
  const text = typeof said === 'string' ? said : JSON.stringify(said);
  return ended({ answer: { bytes: text.length, text } });
}

const fault = { message: 'No.', line: 1, column: null };

describe('what the process of a template leaves', () => {
  it.each([
    ['failed', 'failed'],
    ['timed-out', 'timed-out'],
    ['out-of-memory', 'out-of-memory'],
    ['output-too-large', 'output-too-large'],
    ['disk-full', 'output-too-large'],
  ] as const)('counts less than the kernel, which says %s', (status, expected) => {
    const { answer } = saying({ status: 'rendered', text: 'forged' });
    expect(readRendering(ended({ status, reason: 'It ended.', answer }))).toEqual({
      status: expected,
      fault: { message: 'It ended.', line: null, column: null },
    });
  });

  it.each<[string, unknown]>([
    ['no answer', ''],
    ['no JSON', '{'],
    ['another status', { status: 'succeeded', text: 'a' }],
    ['a text that is none', { status: 'rendered', text: ['a'] }],
    ['a line that is none', { status: 'failed', fault: { ...fault, line: -1 } }],
    ['JSON without an end', '['.repeat(100_000)],
  ])('is a fault where it is %s', (_, said) => {
    expect(readRendering(saying(said))).toMatchObject({ status: 'failed', fault: { line: null } });
    expect(readReport(saying(said))).toMatchObject({ valid: false, variables: [], filters: [] });
  });

  it('is cleaned and cut before anybody sees it', () => {
    const long = { ...fault, message: `\u001b[31m${'x'.repeat(10_000)}` };
    const rendering = readRendering(saying({ status: 'failed', fault: long }));
    expect('fault' in rendering && rendering.fault.message).toMatch(/^x+ …\d+ characters left out… x+$/);
    const report = readReport(
      saying({ errors: Array.from({ length: 5_000 }, () => long), variables: ['\u202ea'], filters: [] }),
    );
    expect([report.errors.length, report.variables]).toEqual([100, ['a']]);
  });

  it('is the text itself, with every character', () => {
    const text = '\u001b[31m\u0000\u202e';
    expect(readRendering(saying({ status: 'rendered', text }))).toEqual({ status: 'rendered', text });
  });

  it('names the exception of a process that failed', () => {
    const exception = { type: 'ImportError', message: 'no jinja2' };
    const rendering = readRendering(
      ended({ status: 'failed', reason: 'It ended with exit code 1.', exception }),
    );
    expect(rendering).toMatchObject({
      fault: { message: 'It ended with exit code 1. (ImportError: no jinja2)' },
    });
  });
});
