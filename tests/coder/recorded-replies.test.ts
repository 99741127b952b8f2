import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generateCode } from '../../src/coder/author/generate-code.ts';
import { modifyCode } from '../../src/coder/author/modify-code.ts';
import { applyOverrides } from '../../src/coder/rounds/apply-overrides.ts';
import { checkClaims, makeClaims } from '../../src/coder/rounds/check-claims.ts';
import { measureChange } from '../../src/coder/rounds/measure-change.ts';
import { fileDescriptionSchema } from '../../src/contracts/file-description.ts';
import type { Issue } from '../../src/contracts/issue.ts';
import { scriptedModel } from '../../src/llm/scripted-model.ts';
import type { Brief } from '../../src/prompts/brief.ts';
import { loadPrompts } from '../../src/prompts/load-prompts.ts';
import { reviewCode } from '../../src/verification/review-code.ts';
import { createStaticVerifier } from '../../src/verification/verify-statically.ts';

interface Recording {
  brief: Brief;
  /** What a language model replied to these assignments, taken down by hand rather than from a server. */
  replies: Record<string, string>;
  /** The program in the last reply with code, and what it printed about the file in that folder under pandas 3.1. */
  code: string;
  output: unknown;
}

const options = { prompts: loadPrompts() };
const clean = { issues: [], stages: ['syntax', 'policy', 'lint', 'columns'] };

function recording<More = unknown>(name: string): Recording & More {
  return JSON.parse(readFileSync(new URL(`../recorded/${name}.json`, import.meta.url), 'utf8'));
}

function replaying(reply: string | undefined) {
  return scriptedModel(reply === undefined ? [] : [reply]);
}

describe.each(['average-salary', 'monthly-trend'])('%s', (name) => {
  const { brief, replies, code } = recording(name);

  it('gives the program of the recorded reply', async () => {
    expect(await generateCode(brief, replaying(replies.generate), options)).toMatchObject({ code });
  });

  it('is approved by the recorded review', async () => {
    const verdict = await reviewCode({ ...brief, code, ...clean }, replaying(replies.review), options);
    expect(verdict).toMatchObject({ approved: true, issues: [] });
  });
});

describe('key-error', () => {
  const { brief, replies, code, broken, issues } = recording<{ broken: string; issues: Issue[] }>(
    'key-error',
  );

  it('is rejected by the recorded review, which finds both errors', async () => {
    const verdict = await reviewCode(
      { ...brief, code: broken, ...clean },
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
    const modified = await modifyCode({ ...brief, code: broken, issues }, replaying(replies.modify), options);
    expect(modified).toMatchObject({ code, overrides: [] });
    expect(modified.changes).toHaveLength(3);
  });
});

describe.each([
  ['revenue', ['review-will-fail', 'review-wrong-answer', 'review-wrong-answer'], [5, 6, 7]],
  ['rain-by-month', ['review-wrong-answer', 'review-unreadable-output'], [5, 6]],
])('%s', (name, rules, lines) => {
  const { brief, replies, code, broken, issues } = recording<{ broken: string; issues: Issue[] }>(name);

  it('is rejected by the recorded review, whose every finding shows its line', async () => {
    const reply = replaying(replies['review-broken']);
    const verdict = await reviewCode({ ...brief, code: broken, ...clean }, reply, options);
    expect(verdict).toMatchObject({ approved: false, discounted: [] });
    expect(verdict.issues.map(({ rule }) => rule)).toEqual(rules);
    expect(verdict.issues.map(({ line }) => line)).toEqual(lines);
    expect(verdict.evidence).toHaveLength(3);
  });

  it('is corrected by the recorded modification, which accounts for every issue', async () => {
    const modified = await modifyCode({ ...brief, code: broken, issues }, replaying(replies.modify), options);
    expect(modified.code).toBe(code);
    const claims = makeClaims(applyOverrides(issues, modified.overrides), modified);
    expect(claims.map(({ claim }) => claim)).not.toContain('unmentioned');
    expect(claims.map(({ outcome }) => outcome)).not.toContain('refused');
  });
});

describe('revenue, as a weak model might reply', () => {
  const { brief, replies, code, broken, issues } = recording<{ broken: string; issues: Issue[] }>('revenue');

  it('is approved, for nothing the recorded review finds stands', async () => {
    const reply = replaying(replies['review-weak']);
    const verdict = await reviewCode({ ...brief, code, ...clean }, reply, options);
    expect(verdict).toMatchObject({ approved: true, issues: [{ severity: 'minor' }] });
    expect(verdict.discounted.map(({ reason }) => reason)).toEqual([
      'owned-by-static-checks',
      'owned-by-static-checks',
      'not-in-the-code',
      'not-asked',
    ]);
  });

  it('is not corrected, and what the modifier says is not true', async () => {
    const modified = await modifyCode(
      { ...brief, code: broken, issues },
      replaying(replies['modify-weak']),
      options,
    );
    const claims = makeClaims(applyOverrides(issues, modified.overrides), modified);
    expect(claims.map(({ claim }) => claim)).toEqual(['fixed', 'fixed', 'unmentioned']);
    const given = { code: broken, issues };
    const now = { code: modified.code, issues: structuredClone(issues) };
    expect(checkClaims(claims, { given, now, looked: () => true })).toHaveLength(2);
    expect(measureChange(broken, modified.code, issues)).toMatchObject({ added: 2, removed: 2 });
  });
});

describe('shop-segments, where functions are declared', () => {
  const { brief, replies, code, corrected, broken, issues } = recording<{
    corrected: string;
    broken: string;
    issues: Issue[];
  }>('shop-segments');
  const { files, functions = [], pythonVersion } = brief;

  it('is answered with a program that calls them and passes the checks and the recorded review', async () => {
    expect(await generateCode(brief, replaying(replies.generate), options)).toMatchObject({ code });
    const verifier = await createStaticVerifier();
    const found = verifier.verify(code, { files, functions, pythonVersion });
    expect(found).toMatchObject({ code, issues: [] });
    const verdict = await reviewCode({ ...brief, ...found }, replaying(replies.review), options);
    expect(verdict).toMatchObject({ approved: true, issues: [], discounted: [] });
  });

  it('is corrected by the recorded modification when a call and a value are wrong', async () => {
    const verifier = await createStaticVerifier();
    const found = verifier.verify(broken, { files, functions, pythonVersion });
    const verdict = await reviewCode({ ...brief, ...found }, replaying(replies['review-broken']), options);
    expect([...found.issues, ...verdict.issues]).toEqual(issues);
    const modified = await modifyCode({ ...brief, code: broken, issues }, replaying(replies.modify), options);
    expect(modified.code).toBe(corrected);
    expect(verifier.verify(corrected, { files, functions, pythonVersion }).issues).toEqual([]);
  });
});

it.each(['average-salary', 'monthly-trend', 'key-error', 'revenue', 'rain-by-month', 'shop-segments'])(
  '%s describes the file in that folder',
  (name) => {
    for (const file of recording(name).brief.files) {
      const bytes = readFileSync(new URL(`../recorded/${encodeURIComponent(file.name)}`, import.meta.url));
      expect(fileDescriptionSchema.parse(file).sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
  },
);
