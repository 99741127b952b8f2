import { expect, it } from 'vitest';
import type { Issue } from '../../../src/contracts/issue.ts';
import type { ReviewRecord } from '../../../src/contracts/review-record.ts';
import type { TaskEvent } from '../../../src/contracts/task-event.ts';
import { cli, employees } from './scripted-cli.ts';

const issues: Issue[] = [
  {
    rule: 'blocked-import',
    source: 'policy',
    severity: 'blocking',
    message: 'Import of "os" is not allowed.',
    line: 3,
  },
  { rule: 'f841', source: 'lint', severity: 'minor', message: 'Unused variable.', line: 7 },
];
const events: TaskEvent[] = [
  { type: 'setup-progress', message: 'Installing pandas' },
  { type: 'setup-progress', message: 'Installing pandas' },
  { type: 'phase-started', phase: 'prepare', iteration: 0 },
  { type: 'file-described', file: { ...employees, name: 'em\u001b[31mp\n.csv' } },
  { type: 'phase-finished', phase: 'prepare', iteration: 0, durationMs: 12 },
  { type: 'phase-finished', phase: 'generate', iteration: 1, durationMs: 4 },
  { type: 'code-generated', code: '', generator: 'aggregate', understood: 'mean of salary by department' },
  { type: 'phase-finished', phase: 'verify', iteration: 1, durationMs: 300 },
  { type: 'phase-finished', phase: 'review', iteration: 1, durationMs: 900 },
  { type: 'round-verified', iteration: 1, approved: false, issues },
  { type: 'code-modified', iteration: 1, changes: ['removed os', 'kept the rest'], code: '' },
  { type: 'round-verified', iteration: 2, approved: true, issues: [] },
  { type: 'phase-started', phase: 'execute', iteration: 2 },
  { type: 'output', stream: 'stdout', text: 'epoch 1\nepoch 2\n' },
  { type: 'phase-finished', phase: 'execute', iteration: 2, durationMs: 310 },
  { type: 'phase-started', phase: 'collect', iteration: 2 },
];

it('prints plain lines where stderr is no terminal', async () => {
  const { stderr } = await cli(['q'], { events });
  expect(stderr.split('\n').slice(0, -2)).toEqual([
    'Setup: Installing pandas',
    'File: emp\\n.csv  60 rows x 2 columns',
    'Code: by template aggregate: "mean of salary by department"',
    'Round 1: 1 blocking, 1 minor (1.2 s)',
    '  blocking: line 3: Import of "os" is not allowed.',
    '  minor: line 7: Unused variable.',
    'Modified: removed os; kept the rest',
    'Round 2: approved',
    'Run: 310 ms',
  ]);
});

it('leaves marked lines on a terminal, wrapped to its width, and gives the cursor back', async () => {
  const { stderr } = await cli(['q'], { events, tty: { stderr: true, columns: 40 } });
  expect(onScreen(stderr).slice(0, 11)).toEqual([
    '✓ File      emp\\n.csv  60 rows x 2',
    '            columns',
    '✓ Code      by template aggregate: "mean',
    '            of salary by department"',
    '✗ Round 1   1 blocking, 1 minor (1.2 s)',
    '  blocking  line 3: Import of "os" is',
    '            not allowed.',
    '  minor     line 7: Unused variable.',
    '✓ Modified  removed os; kept the rest',
    '✓ Round 2   approved',
    '· Run       310 ms',
  ]);
  expect(stderr.lastIndexOf('\u001b[?25h')).toBeGreaterThan(stderr.lastIndexOf('\u001b[?25l'));
});

it('shows the running phase, its time and the last line of the program within one line', async () => {
  const { stderr } = await cli(['q'], { events, tty: { stderr: true, columns: 40 } });
  const frames = stderr.split('\r\u001b[2K').map((frame) => frame.split('\n')[0] ?? '');
  expect(frames).toContainEqual(expect.stringMatching(/^. Setting up {2}0\.0 s {2}Installing pandas$/));
  expect(frames).toContainEqual(expect.stringMatching(/^. Running the program {2}0\.0 s {2}epoch 2$/));
  const narrow = await cli(['q'], { events, tty: { stderr: true, columns: 20 } });
  expect(narrow.stderr).toContain('Running the prog…');
});

it('gives the cursor back when the task throws', async () => {
  const { stderr } = await cli(['q'], {
    events: events.slice(0, 3),
    execute: () => Promise.reject(new Error('boom')),
    tty: { stderr: true },
  });
  expect(stderr.lastIndexOf('\u001b[?25h')).toBeGreaterThan(stderr.lastIndexOf('\u001b[?25l'));
});

it('colours only a terminal that shows colours', async () => {
  const script = { events, tty: { stderr: true, columns: 80 } };
  const blocking = '\u001b[31mblocking \u001b[39m';
  expect((await cli(['q'], { ...script, tty: { ...script.tty, colors: true } })).stderr).toContain(blocking);
  expect((await cli(['q'], script)).stderr).not.toContain(blocking.slice(0, 5));
});

it('says nothing but the answer when quiet', async () => {
  const { stdout, stderr } = await cli(['q', '--quiet'], { events, tty: { stderr: true } });
  expect({ stdout, stderr }).toEqual({ stdout: 'mean  52000.5\n', stderr: '' });
});

it('says that a run failed when its code is modified next', async () => {
  const [run] = events.slice(-2);
  const next: TaskEvent = { type: 'phase-started', phase: 'modify', iteration: 2 };
  const { stderr } = await cli(['q'], { events: run === undefined ? [] : [run, next] });
  expect(stderr).toMatch(/^Run: failed after 310 ms\n/);
});

it('names the model that wrote the code', async () => {
  const { stderr } = await cli(['q'], {
    events: [{ type: 'code-generated', code: '', generator: 'qwen3', understood: null }],
  });
  expect(stderr).toMatch(/^Code: by model qwen3\n/);
});

/** What a terminal would be left with: erased lines gone, cursor codes dropped. */
function onScreen(text: string): string[] {
  return text
    .replaceAll('\u001b[?25l', '')
    .replaceAll('\u001b[?25h', '')
    .split('\n')
    .map((line) => line.split('\r\u001b[2K').at(-1) ?? '')
    .filter((line) => line !== '');
}

it('says what a verdict alone would hide, and how much a modification changed', async () => {
  const review = { status: 'simple', reason: 'one plain table', evidence: [], discounted: [] } as const;
  const left = { rule: 'review-wrong-answer', line: 4, explanation: null } as const;
  const discounted: ReviewRecord['discounted'] = issues.map((issue) => ({
    action: 'dropped',
    reason: 'not-asked',
    issue,
  }));
  const { stderr } = await cli(['q'], {
    events: [
      {
        type: 'round-verified',
        iteration: 1,
        approved: false,
        issues: [{ ...(issues[1] as Issue), saidFixed: 1 }],
        review: { ...review, status: 'reviewed', reason: null, evidence: [], discounted },
      },
      {
        type: 'code-modified',
        iteration: 1,
        changes: ['removed os'],
        code: '',
        modification: {
          claims: [
            { ...left, issue: 1, claim: 'fixed', outcome: 'unknown' },
            { ...left, issue: 2, claim: 'unmentioned', outcome: 'unknown' },
            { ...left, issue: 3, claim: 'overridden', explanation: 'no\u001b[31m', outcome: 'refused' },
          ],
          lines: { added: 9, removed: 1, named: 1, elsewhere: 8 },
        },
      },
      {
        type: 'round-verified',
        iteration: 2,
        approved: true,
        issues: [],
        review: { ...review, evidence: [], discounted: [] },
      },
    ],
  });
  expect(stderr.split('\n').slice(0, -2)).toEqual([
    'Round 1: 1 minor; 2 findings of the review did not count',
    '  minor: line 7: Unused variable. (said to be fixed before)',
    'Modified: removed os; 9 lines added, 1 removed, 8 of them away from the issues',
    '  issue 2 (review-wrong-answer, line 4) unmentioned, which nothing has checked since',
    '  issue 3 (review-wrong-answer, line 4) overridden, which is not allowed: no',
    'Round 2: approved; not reviewed, for the task is simple',
  ]);
});
