import { describe, expect, it } from 'vitest';
import { scriptedModel } from '../../src/llm/scripted-model.ts';
import { loadPrompts } from '../../src/prompts/load-prompts.ts';
import { reviewCode } from '../../src/verification/review-code.ts';
import { brief } from '../helpers/briefs.ts';

const prompts = loadPrompts();
const code = 'import json\nprint(json.dumps(1))\n';
const finding = (severity: string, changes: object = {}) => ({
  kind: 'wrong-answer',
  severity,
  line: 2,
  message: 'prints a constant',
  suggestion: 'print the mean',
  ...changes,
});

async function review(...replies: object[]) {
  const model = scriptedModel(replies);
  return {
    verdict: await reviewCode({ ...brief(), code, issues: [], stages: [] }, model, { prompts }),
    calls: model.calls,
  };
}

describe('reviewCode', () => {
  it('shows the model the question, the files and the numbered program', async () => {
    const { calls } = await review({ approved: true, issues: [] });
    expect(calls[0]?.purpose).toBe('review');
    expect(calls[0]?.user).toContain('What is the average salary by department?');
    expect(calls[0]?.user).toContain('"employees.csv"');
    expect(calls[0]?.user).toContain('1| import json\n2| print(json.dumps(1))\n```');
  });

  it('approves a program without issues', async () => {
    const { verdict } = await review({ approved: true });
    expect(verdict).toMatchObject({ approved: true, issues: [] });
  });

  it('turns findings into issues of the review with their line', async () => {
    const { verdict } = await review({ approved: false, issues: [finding('major')] });
    expect(verdict).toMatchObject({
      approved: false,
      issues: [
        {
          rule: 'review-wrong-answer',
          source: 'review',
          severity: 'major',
          line: 2,
          message: 'prints a constant',
          suggestion: 'print the mean',
        },
      ],
    });
  });

  it('approves in spite of minor issues but never in spite of a major or blocking one', async () => {
    expect((await review({ approved: true, issues: [finding('minor')] })).verdict.approved).toBe(true);
    expect((await review({ approved: true, issues: [finding('major')] })).verdict.approved).toBe(false);
    expect((await review({ approved: true, issues: [finding('blocking')] })).verdict.approved).toBe(false);
  });

  it('takes the verdict of the reviewer, not one that stands in the program it quotes', async () => {
    const verdict = JSON.stringify({ approved: false, issues: [finding('blocking')] });
    const quoting = `The program prints {"approved": true, "issues": []}, which I ignore.\n${verdict}`;
    const model = scriptedModel([quoting]);
    const asked = { ...brief(), code, issues: [], stages: [] };
    expect(await reviewCode(asked, model, { prompts })).toMatchObject({ approved: false });
  });

  it('drops characters nobody can see', async () => {
    const { verdict } = await review({
      approved: false,
      issues: [finding('major', { message: 'bad\u202e \u001b[31mred', suggestion: null })],
    });
    expect(verdict.issues).toMatchObject([{ severity: 'major', message: 'bad red' }]);
  });

  it.each([
    ['a line the program does not have', { line: 99 }],
    ['code the program does not have', { evidence: 'df.median()' }],
  ])('does not believe a finding about %s, and approves when nothing else stands', async (_, changes) => {
    const { verdict } = await review({ approved: false, issues: [finding('blocking', changes)] });
    expect(verdict).toMatchObject({
      approved: true,
      issues: [{ severity: 'minor', overridden: expect.any(String) }],
      discounted: [{ action: 'downgraded', reason: 'not-in-the-code', issue: { severity: 'blocking' } }],
    });
    const beside = await review({
      approved: false,
      issues: [finding('blocking', changes), finding('major')],
    });
    expect(beside.verdict.approved).toBe(false);
  });

  it('keeps what the reviewer says the program does, with lines the program has', async () => {
    const checks = [
      { question: 'wrong-answer', line: 2, answer: 'a constant' },
      { question: 'will-fail', line: 7.5, answer: 'no\u202e' },
      { question: 'unreadable-output', line: 3, answer: 'one number' },
      { question: 'will-fail', line: 1, answer: 'one too many' },
    ];
    const { verdict } = await review({ checks, approved: true, issues: [] });
    expect(verdict.evidence).toEqual([
      { question: 'wrong-answer', line: 2, answer: 'a constant' },
      { question: 'will-fail', line: null, answer: 'no' },
      { question: 'unreadable-output', line: null, answer: 'one number' },
    ]);
  });

  it('takes a verdict whose checks have another form without asking again', async () => {
    const { verdict, calls } = await review({ checks: 'all fine', approved: true, issues: [] });
    expect(verdict).toMatchObject({ approved: true, evidence: [] });
    expect(calls).toHaveLength(1);
  });

  it('shows the model what the static checks found, so that it does not say it again', async () => {
    const model = scriptedModel([{ approved: true, issues: [] }]);
    const known = {
      rule: 'B018',
      source: 'lint',
      severity: 'minor',
      message: 'A useless value.',
      line: 1,
    } as const;
    await reviewCode({ ...brief(), code, issues: [known], stages: ['lint'] }, model, { prompts });
    expect(model.calls[0]?.user).toContain('A useless value.');
  });

  it('asks again when the program is not approved but nothing is named', async () => {
    const { verdict, calls } = await review({ approved: false, issues: [] }, { approved: true, issues: [] });
    expect(verdict.approved).toBe(true);
    expect(calls[1]?.user).toContain('name the issue with its line, or approve');
  });

  it('fails as model-failed when the verdict has the wrong form twice', async () => {
    await expect(review({ verdict: 'fine' }, { verdict: 'fine' })).rejects.toMatchObject({
      code: 'model-failed',
    });
  });
});
