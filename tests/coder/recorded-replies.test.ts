import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generateCode } from '../../src/coder/generate-code.ts';
import { modifyCode } from '../../src/coder/modify-code.ts';
import { fileDescriptionSchema } from '../../src/contracts/file-description.ts';
import type { Issue } from '../../src/contracts/issue.ts';
import { scriptedModel } from '../../src/llm/scripted-model.ts';
import type { Assignment } from '../../src/prompts/assignment.ts';
import { loadPrompts } from '../../src/prompts/load-prompts.ts';
import { reviewCode } from '../../src/verification/review-code.ts';

interface Recording {
  assignment: Assignment;
  /** What a language model replied to these assignments, taken down by hand rather than from a server. */
  replies: Record<string, string>;
  /** The program in the last reply with code, and what it printed about the file in that folder under pandas 3.1. */
  code: string;
  output: unknown;
}

const options = { prompts: loadPrompts() };

function recording<More = unknown>(name: string): Recording & More {
  return JSON.parse(readFileSync(new URL(`../recorded/${name}.json`, import.meta.url), 'utf8'));
}

function replaying(reply: string | undefined) {
  return scriptedModel(reply === undefined ? [] : [reply]);
}

describe.each(['average-salary', 'monthly-trend'])('%s', (name) => {
  const { assignment, replies, code } = recording(name);

  it('gives the program of the recorded reply', async () => {
    expect(await generateCode(assignment, replaying(replies.generate), options)).toMatchObject({ code });
  });

  it('is approved by the recorded review', async () => {
    const verdict = await reviewCode({ ...assignment, code }, replaying(replies.review), options);
    expect(verdict).toMatchObject({ approved: true, issues: [] });
  });
});

describe('key-error', () => {
  const { assignment, replies, code, broken, issues } = recording<{ broken: string; issues: Issue[] }>(
    'key-error',
  );

  it('is rejected by the recorded review, which finds both errors', async () => {
    const verdict = await reviewCode(
      { ...assignment, code: broken },
      replaying(replies['review-broken']),
      options,
    );
    expect(verdict).toMatchObject({
      approved: false,
      issues: [
        { rule: 'review-will-fail', severity: 'blocking', line: 7 },
        { rule: 'review-wrong-answer', severity: 'blocking', line: 7 },
      ],
    });
  });

  it('is corrected by the recorded modification, which says what it changed', async () => {
    const modified = await modifyCode(
      { ...assignment, code: broken, issues },
      replaying(replies.modify),
      options,
    );
    expect(modified).toMatchObject({ code, overrides: [] });
    expect(modified.changes).toHaveLength(3);
  });
});

it.each(['average-salary', 'monthly-trend', 'key-error'])('%s describes the file in that folder', (name) => {
  for (const file of recording(name).assignment.files) {
    const bytes = readFileSync(new URL(`../recorded/${encodeURIComponent(file.name)}`, import.meta.url));
    expect(fileDescriptionSchema.parse(file).sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
});
