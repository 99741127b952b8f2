import { describe, expect, it } from 'vitest';
import { scriptedModel } from '../../src/llm/scripted-model.ts';
import { loadPrompts } from '../../src/prompts/load-prompts.ts';
import { reviewCode } from '../../src/verification/review-code.ts';
import { assignment } from '../helpers/assignments.ts';

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
  return { verdict: await reviewCode({ ...assignment(), code }, model, { prompts }), calls: model.calls };
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

  it('drops a line the program does not have and characters nobody can see', async () => {
    const { verdict } = await review({
      approved: false,
      issues: [finding('major', { line: 99, message: 'bad\u202e \u001b[31mred', suggestion: null })],
    });
    expect(verdict.issues).toEqual([
      { rule: 'review-wrong-answer', source: 'review', severity: 'major', message: 'bad red' },
    ]);
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
