import { expect, it } from 'vitest';
import type { TaskEvent } from '../../../src/contracts/task-event.ts';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { approval, correction, objection, program, testCoder } from '../../helpers/test-coder.ts';

const employees = 'name,department,salary\nAda,Engineering,100\nGrace,Engineering,200\nMary,Sales,50\n';
const average = `import json
import pandas as pd
table = pd.read_csv('employees.csv')
print(json.dumps(table.groupby('department')['salary'].mean().to_dict()))`;
const summing = average.replace('mean', 'sum');
const sums = objection('major', 'The salaries are summed instead of averaged.', 4);

async function ask(replies: Parameters<typeof scriptedModel>[0]) {
  const model = scriptedModel(replies);
  await using test = await testCoder(model);
  const events: TaskEvent[] = [];
  const result = await test.coder.executeCodeTask('What is the average salary by department?', {
    files: [await test.file('employees.csv', employees)],
    onEvent: (event) => events.push(structuredClone(event)),
  });
  const [entry] = (await test.coder.audit.list()).records;
  const { record, intact } = await test.coder.audit.show(entry?.auditId ?? '');
  return { result, events, record, intact, prompts: model.calls.map(({ user }) => user) };
}

it('a fix that is claimed and made is confirmed by the next round', async () => {
  const fixed = [{ issue: 1, change: 'It averages now.' }];
  const { result, events, record, intact } = await ask([
    program(summing),
    sums,
    correction(average, { fixed }),
    approval,
  ]);
  expect(result).toMatchObject({
    status: 'succeeded',
    modifications: ['It averages now.'],
    warnings: [],
  });
  const claim = {
    issue: 1,
    rule: 'review-wrong-answer',
    line: 4,
    claim: 'fixed',
    explanation: 'It averages now.',
    outcome: 'gone',
  };
  const lines = { added: 1, removed: 1, named: 1, elsewhere: 0 };
  expect(result.verificationHistory[0]?.modification).toEqual({ claims: [claim], lines });
  expect(record.rounds[0]?.modification).toEqual({ claims: { count: 1, items: [claim], all: null }, lines });
  expect(intact).toBe(true);
  expect(events.filter(({ type }) => type === 'code-modified')).toMatchObject([
    { modification: { claims: [{ ...claim, outcome: 'unknown' }], lines } },
  ]);
  expect(events.filter(({ type }) => type === 'round-verified')).toMatchObject([
    { review: { status: 'reviewed' } },
    { claims: [claim] },
  ]);
});

it('a fix that is claimed and not made is counted, said, and held against the next correction', async () => {
  const fixed = [{ issue: 1, change: 'It averages now.' }];
  const { result, prompts } = await ask([
    program(summing),
    sums,
    correction(`# It averages.\n${summing}`, { fixed }),
    objection('major', 'Still summed salaries where averaged ones are asked for.', 5),
    correction(average, { fixed }),
    approval,
  ]);
  expect(result.status).toBe('succeeded');
  expect(result.verificationHistory).toMatchObject([
    { modification: { claims: [{ outcome: 'still-there' }], lines: { added: 1, removed: 0, elsewhere: 1 } } },
    { issues: [{ saidFixed: 1 }], modification: { claims: [{ outcome: 'gone' }] } },
    { action: 'approved' },
  ]);
  expect(result.warnings).toEqual([
    'After round 1 the model said it had fixed what is still there: review-wrong-answer (line 4).',
  ]);
  expect(prompts[4]).toContain('Said to be fixed once and still there');
});

it('issues the modifier passes over and overrides it may not make are said', async () => {
  const unsafe = 'import socket\nimport subprocess\nprint(socket.gethostname())';
  const { result } = await ask([
    program(unsafe),
    correction('import socket\nprint(socket.gethostname())', {
      overrides: [{ issue: 1, explanation: 'It is fine.' }],
    }),
    correction(average),
    approval,
  ]);
  expect(result.status).toBe('succeeded');
  const [first] = result.verificationHistory;
  expect(first?.modification?.claims).toMatchObject([
    { issue: 1, claim: 'overridden', explanation: 'It is fine.', outcome: 'refused' },
    { issue: 2, claim: 'unmentioned', outcome: 'gone' },
  ]);
  expect(result.warnings).toEqual([]);
});

it('a fix of a crash is checked by the next run', async () => {
  const crashing = average.replace("'salary'", "'Salary'.lower()[::-1]");
  const fixed = [{ issue: 1, change: 'The column is right now.' }];
  const { result } = await ask([
    program(crashing),
    approval,
    correction(`${crashing}\nprint()`, { fixed }),
    approval,
    correction(average, { fixed }),
    approval,
  ]);
  expect(result.status).toBe('succeeded');
  expect(result.verificationHistory).toMatchObject([
    { modification: { claims: [{ rule: 'run-failed', outcome: 'still-there' }] } },
    { issues: [{ source: 'execution', saidFixed: 1 }], modification: { claims: [{ outcome: 'gone' }] } },
    { run: { status: 'finished' } },
  ]);
  expect(result.warnings).toHaveLength(1);
});

it('a claim about the review stays unknown when the next round never came to a review', async () => {
  const { result } = await ask([
    program(summing),
    sums,
    correction('print(', { fixed: [{ issue: 1, change: 'Averaged.' }] }),
    correction(average, { fixed: [{ issue: 1, change: 'Closed.' }] }),
    approval,
  ]);
  expect(result.verificationHistory).toMatchObject([
    { modification: { claims: [{ outcome: 'unknown' }] } },
    { review: { status: 'blocked' }, modification: { claims: [{ outcome: 'gone' }] } },
    {},
  ]);
});

it('findings that do not count are on record and cost no round', async () => {
  const issues = [
    { kind: 'wrong-answer', severity: 'blocking', line: 9, message: 'It counts people.', suggestion: null },
    { kind: 'other', severity: 'major', line: 3, message: 'Use polars.', suggestion: null },
  ];
  const { result, record } = await ask([program(average), { approved: false, issues }]);
  expect(result).toMatchObject({ status: 'succeeded', iterations: 1, findings: [{ severity: 'minor' }] });
  const discounted = [
    { action: 'downgraded', reason: 'not-in-the-code', issue: { severity: 'blocking', line: 9 } },
    { action: 'dropped', reason: 'not-asked', issue: { message: 'Use polars.' } },
  ];
  expect(record.rounds).toMatchObject([{ review: { status: 'reviewed', discounted } }]);
});

it('an override holds when the review repeats itself about changed code, and for nothing else', async () => {
  const overrides = [{ issue: 1, explanation: 'The question asks for the average.' }];
  const { result } = await ask([
    program(average),
    objection('major', 'The median of the salaries is needed here.', 4),
    correction(`# By department.\n${average}`, { overrides }),
    {
      approved: false,
      issues: [
        ...objection('major', 'Salaries need their median, not a mean.', 5).issues,
        ...objection('major', 'Departments without people are lost.', 5).issues,
      ],
    },
    correction(average),
    approval,
  ]);
  expect(result.verificationHistory[1]?.issues).toMatchObject([
    { message: 'Salaries need their median, not a mean.', overridden: overrides[0]?.explanation },
    { message: 'Departments without people are lost.' },
  ]);
  expect(result.verificationHistory[1]?.modification?.claims).toHaveLength(1);
});

it('a remark that was waived once is no excuse when the review repeats it as an objection', async () => {
  const crashing = average.replace('to_dict', 'to_dictionary');
  const remark = 'The salaries of trainees are part of the mean.';
  const { result } = await ask([
    program(crashing),
    { approved: true, issues: objection('minor', remark, 3).issues },
    correction(average),
    objection('major', remark, 3),
    correction(`${average}\n`),
    approval,
  ]);
  expect(result.verificationHistory[0]?.issues[0]).toMatchObject({ overridden: expect.any(String) });
  expect(result.verificationHistory[1]?.action).toBe('modified');
});
