import { describe, expect, it } from 'vitest';
import { checkClaims, makeClaims } from '../../../src/coder/rounds/check-claims.ts';
import { diffLines } from '../../../src/coder/rounds/diff-lines.ts';
import { measureChange } from '../../../src/coder/rounds/measure-change.ts';
import type { Issue } from '../../../src/contracts/issue.ts';

const before = 'import json\na = 1\nb = 2\nc = a + b\nd = 4\ne = 5\nprint(c)\n';
const issue = (changes: Partial<Issue> = {}): Issue => ({
  rule: 'review-wrong-answer',
  source: 'review',
  severity: 'major',
  message: 'The sum counts refunded orders too.',
  line: 4,
  ...changes,
});

/** What becomes of the claim that one issue is fixed. */
function claimed(
  given: Issue,
  found: Issue[],
  { after = before.replace('a + b', 'a * b'), looked = true } = {},
) {
  const claims = makeClaims([given], { fixed: [{ issue: 0, explanation: 'done' }], overrides: [] });
  const untrue = checkClaims(claims, {
    given: { code: before, issues: [given] },
    now: { code: after, issues: found },
    looked: () => looked,
  });
  return { outcome: claims[0]?.outcome, untrue: untrue.length };
}

describe('a claim that an issue is fixed', () => {
  it('is true when the next verification does not find the issue', () => {
    expect(claimed(issue(), [])).toEqual({ outcome: 'gone', untrue: 0 });
  });

  it('stays unknown when nothing looked for the issue', () => {
    expect(claimed(issue(), [], { looked: false })).toEqual({ outcome: 'unknown', untrue: 0 });
  });

  it.each<[string, Issue, Issue]>([
    [
      'the review says the same in other words at the same place',
      issue(),
      issue({ message: 'Orders that customers sent back and got refunded are summed.' }),
    ],
    ['the review says the same elsewhere', issue(), issue({ line: 7 })],
    [
      'a check finds its rule at the same place',
      issue({ source: 'lint', message: 'x' }),
      issue({ source: 'lint', message: 'y' }),
    ],
    [
      'a check says the same about another place',
      issue({ source: 'policy' }),
      issue({ source: 'policy', line: 7 }),
    ],
    [
      'the run ends with the same error',
      issue({ source: 'execution', message: 'failed\n  File 1\nKeyError: x' }),
      issue({ source: 'execution', message: 'failed\n  File 2\nKeyError: x', line: 2 }),
    ],
  ])('is untrue when %s', (_, given, found) => {
    expect(claimed(given, [found])).toEqual({ outcome: 'still-there', untrue: 1 });
    expect(found.saidFixed).toBe(1);
  });

  it.each<[string, Issue, Issue]>([
    [
      'another remark of the review at the same place',
      issue(),
      issue({ message: 'Salary is text, so adding joins it.' }),
    ],
    [
      'a remark of the review elsewhere that shares a few words',
      issue(),
      issue({ line: 7, message: 'Orders that customers sent back and got refunded are summed.' }),
    ],
    ['another kind of finding', issue(), issue({ rule: 'review-will-fail' })],
    [
      'the same rule of a check at another place with another message',
      issue({ source: 'lint' }),
      issue({ source: 'lint', line: 7, message: 'z' }),
    ],
    [
      'another error of the run',
      issue({ source: 'execution', message: 'KeyError: x' }),
      issue({ source: 'execution', message: 'KeyError: y' }),
    ],
    ['an issue that was overridden', issue(), issue({ overridden: 'It is right.' })],
  ])('is not disproved by %s', (_, given, found) => {
    expect(claimed(given, [found])).toEqual({ outcome: 'gone', untrue: 0 });
    expect(found.saidFixed).toBeUndefined();
  });

  it('follows the line of the issue through lines that were added before it', () => {
    const after = `import json\nimport math\n\n${before.slice('import json\n'.length)}`;
    const lint = issue({ source: 'lint' });
    expect(claimed(lint, [issue({ source: 'lint', message: 'z', line: 6 })], { after }).outcome).toBe(
      'still-there',
    );
    expect(claimed(lint, [issue({ source: 'lint', message: 'z', line: 4 })], { after }).outcome).toBe('gone');
  });

  it('follows the line of the issue to what was written in its place', () => {
    const after = before.replace('c = a + b', 'c = a\nc += b');
    const lint = issue({ source: 'lint' });
    for (const [line, outcome] of [
      [3, 'gone'],
      [4, 'still-there'],
      [5, 'still-there'],
      [6, 'gone'],
    ] as const) {
      const found = issue({ source: 'lint', message: 'z', line });
      expect(claimed(lint, [found], { after }).outcome, `line ${line}`).toBe(outcome);
    }
  });

  it('counts how often it was made in vain', () => {
    const found = issue();
    claimed(issue({ saidFixed: 2 }), [found]);
    expect(found.saidFixed).toBe(3);
  });
});

describe('claims about issues that are alike', () => {
  const undefinedName = (name: string, line: number): Issue =>
    issue({ source: 'lint', rule: 'F821', message: `${name} is not defined.`, line });

  it.each<[string, Issue[], Issue[]]>([
    ['on other lines', [undefinedName('d', 4), undefinedName('d', 6)], [undefinedName('d', 6)]],
    ['on its line', [undefinedName('d', 4), undefinedName('e', 4)], [undefinedName('e', 4)]],
  ])('are not confused when the first one is fixed and one %s is not', (_, issues, found) => {
    const claims = makeClaims(issues, {
      fixed: [{ issue: 0, explanation: 'done' }],
      overrides: [],
    });
    const sides = {
      given: { code: before, issues },
      now: { code: before, issues: found },
      looked: () => true,
    };
    expect(checkClaims(claims, sides)).toEqual([]);
    expect(claims).toMatchObject([
      { claim: 'fixed', outcome: 'gone' },
      { claim: 'unmentioned', outcome: 'still-there' },
    ]);
    expect(found[0]?.saidFixed).toBeUndefined();
  });
});

describe('makeClaims', () => {
  it('says of every issue what the modifier says, and of every override whether it is allowed', () => {
    const given = [
      issue(),
      issue({ overridden: 'It is right.' }),
      issue({ severity: 'blocking' }),
      issue({ line: 7 }),
    ];
    const claims = makeClaims(given, {
      fixed: [{ issue: 0, explanation: 'Filtered.' }],
      overrides: [
        { issue: 1, explanation: 'It is right.' },
        { issue: 2, explanation: 'No.' },
      ],
    });
    expect(claims).toMatchObject([
      { issue: 1, claim: 'fixed', explanation: 'Filtered.', outcome: 'unknown' },
      { issue: 2, claim: 'overridden', outcome: 'accepted' },
      { issue: 3, claim: 'overridden', outcome: 'refused', rule: 'review-wrong-answer', line: 4 },
      { issue: 4, claim: 'unmentioned', explanation: null, outcome: 'unknown' },
    ]);
  });
});

describe('measureChange', () => {
  it('counts nothing for the same program', () => {
    expect(measureChange(before, `${before}  \n\n`, [issue()])).toEqual({
      added: 0,
      removed: 0,
      named: 1,
      elsewhere: 0,
    });
  });

  it('tells a change at an issue from one that no issue asked for', () => {
    const near = before.replace('b = 2', 'b = 3');
    expect(measureChange(before, near, [issue()])).toMatchObject({ added: 1, removed: 1, elsewhere: 0 });
    const far = before.replace('print(c)', 'print(c, d)');
    expect(measureChange(before, far, [issue()])).toMatchObject({ added: 1, removed: 1, elsewhere: 2 });
    expect(measureChange(before, `# note\n${before}`, [issue({ line: 7 })])).toMatchObject({
      added: 1,
      removed: 0,
      elsewhere: 1,
    });
  });

  it('counts a line that is put in above an issue as its correction', () => {
    const above = before.replace('c = a + b', 'a = 0\nc = a + b');
    expect(measureChange(before, above, [issue()])).toMatchObject({ added: 1, removed: 0, elsewhere: 0 });
  });

  it('measures a program that was written anew', () => {
    const anew = 'x = 1\ny = 2\nz = 3\nu = 4\nv = 5\nw = 6\nt = 7\ns = 8';
    expect(measureChange(before, anew, [issue({ line: 1 })])).toEqual({
      added: 8,
      removed: 7,
      named: 1,
      elsewhere: 8,
    });
  });

  it('does not judge where an issue names no line', () => {
    const { line: _, ...placeless } = issue();
    expect(measureChange(before, '', [issue(), placeless]).elsewhere).toBeNull();
  });
});

describe('diffLines', () => {
  it('finds the lines in the middle that differ', () => {
    expect(diffLines('a\nb\nc\nd\ne', 'a\nx\nc\nd\ny\nz\ne')).toEqual([
      { before: { start: 1, count: 1 }, after: { start: 1, count: 1 } },
      { before: { start: 4, count: 0 }, after: { start: 4, count: 2 } },
    ]);
  });

  it('gives one hunk for texts that are too long to compare line by line', () => {
    const [one, other] = ['a', 'b'].map((mark) =>
      Array.from({ length: 3_000 }, (_, n) => `${mark}${n}`).join('\nsame\n'),
    );
    expect(diffLines(one as string, other as string)).toEqual([
      { before: { start: 0, count: 5_999 }, after: { start: 0, count: 5_999 } },
    ]);
  });
});
