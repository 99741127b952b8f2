import { describe, expect, it } from 'vitest';
import type { Issue } from '../../src/contracts/issue.ts';
import { findEvidence } from '../../src/verification/find-evidence.ts';
import { type Finding, judgeFindings } from '../../src/verification/judge-findings.ts';

const code = `import pandas as pd
orders = pd.read_csv('orders.csv')
paid = orders[orders["status"] == "paid"]
total = paid["amount"].sum()
print(total)
`;
const about = 'Which departments paid most?';
const stages = ['normalise', 'syntax', 'policy', 'lint', 'columns'];

function finding(issue: Partial<Issue>, rest: Partial<Omit<Finding, 'issue'>> = {}): Finding {
  return {
    issue: {
      rule: 'review-wrong-answer',
      source: 'review',
      severity: 'blocking',
      message: 'Refunded orders are counted too.',
      line: 4,
      ...issue,
    },
    evidence: null,
    isAsked: true,
    ...rest,
  };
}

function judge(
  one: Finding,
  known: { issues?: Issue[]; stages?: string[]; about?: string; code?: string } = {},
) {
  return judgeFindings([one], { code, issues: [], stages, about, ...known });
}

describe('a finding of the review', () => {
  it('counts as it was made when its line is in the program', () => {
    const one = finding({});
    expect(judge(one)).toEqual({ issues: [one.issue], discounted: [] });
  });

  it('is moved to the line whose code it quotes', () => {
    const { issues, discounted } = judge(finding({ line: 2 }, { evidence: "4| paid['amount'].sum( )" }));
    expect(issues).toMatchObject([{ severity: 'blocking', line: 4 }]);
    expect(discounted).toEqual([]);
  });

  it.each([
    ['code that is not in the program', finding({}, { evidence: 'total = orders["amount"].count()' })],
    ['a line after the last one', finding({ line: 6 })],
  ])('becomes a remark that costs no round when it cites %s', (_, one) => {
    const { issues, discounted } = judge(one);
    expect(issues).toMatchObject([
      { severity: 'minor', overridden: expect.stringContaining('does not have') },
    ]);
    expect(discounted).toEqual([{ action: 'downgraded', reason: 'not-in-the-code', issue: one.issue }]);
  });

  it('is one step less severe without any evidence', () => {
    const { line: _, ...placeless } = finding({}).issue;
    const { issues, discounted } = judge({ issue: placeless, evidence: null, isAsked: true });
    expect(issues).toEqual([{ ...placeless, severity: 'major' }]);
    expect(discounted).toMatchObject([{ action: 'downgraded', reason: 'no-evidence' }]);
  });

  it('is dropped when it is not one of the three questions', () => {
    expect(judge(finding({}, { isAsked: false }))).toMatchObject({
      issues: [],
      discounted: [{ action: 'dropped', reason: 'not-asked' }],
    });
  });

  it('is dropped when a static check said the same about the same line, and only then', () => {
    const known: Issue = {
      rule: 'B018',
      source: 'lint',
      severity: 'minor',
      message: 'Refunded orders are counted.',
      line: 4,
    };
    expect(judge(finding({}), { issues: [known] }).discounted).toMatchObject([
      { reason: 'already-reported' },
    ]);
    expect(judge(finding({}), { issues: [{ ...known, line: 5 }] }).discounted).toEqual([]);
    expect(judge(finding({}), { issues: [{ ...known, message: 'A useless value.' }] }).discounted).toEqual(
      [],
    );
  });

  it.each([
    ['the question', { about: 'How many NameErrors are in the log?' }],
    ['the program', { code: `${code}errors = log.count("NameError")\n` }],
  ])('is not lost for a word of a static check that %s uses itself', (_, known) => {
    const one = finding({ message: 'It counts each NameError twice.' });
    expect(judge(one).discounted).toMatchObject([{ reason: 'owned-by-static-checks' }]);
    expect(judge(one, known)).toEqual({ issues: [one.issue], discounted: [] });
  });

  it.each([
    ['syntax', 'Line 4 has a SyntaxError.'],
    ['syntax', 'There is an unbalanced parenthesis.'],
    ['policy', 'ModuleNotFoundError: pandas may be missing.'],
    ['policy', 'Reading a file like this is a security risk.'],
    ['lint', 'NameError: name "pd" is not defined.'],
    ['lint', 'The function lacks type hints.'],
  ])('is dropped when %s owns it and has looked: %s', (owner, message) => {
    expect(judge(finding({ message })).discounted).toMatchObject([
      { action: 'dropped', reason: 'owned-by-static-checks' },
    ]);
    const without = stages.filter((stage) => stage !== owner);
    expect(judge(finding({ message }), { stages: without }).issues).toHaveLength(1);
  });

  it.each([
    'The average must be taken per security, not per account.',
    'The variable total is undefined behaviour for empty months: it is NaN.',
    'The output is not readable as JSON.',
    'Imported goods are left out although the question asks for imports.',
    'The names of the people are cut.',
  ])('is not lost for a word that only sounds like a static check: %s', (message) => {
    expect(judge(finding({ message })).discounted).toEqual([]);
  });
});

describe('findEvidence', () => {
  it.each([
    ['total = paid["amount"].sum()', 4],
    ["total = paid['amount'] . sum()", 4],
    ['3| paid = orders[orders["status"] == "paid"]\n4| total = paid["amount"].sum()', 4],
    ['orders[orders["status"] ... ]', 3],
    ['print(total)', 5],
    ['print(mean)', null],
    ['total', 4],
    ['x', undefined],
    ['line 4', undefined],
    ['Lines 3-4', undefined],
    ['Line 3: orders["status"] == "paid"', 3],
    ['', undefined],
  ])('%j stands in line %s', (quoted, line) => {
    expect(findEvidence(quoted, code, 4)).toBe(line);
  });

  it('finds a statement that is wrapped in the program', () => {
    expect(findEvidence('total = sum(a, b)', 'total = sum(\n  a,\n  b)\n', 2)).toBe(1);
    expect(findEvidence('f(alpha, beta)', 'f(\n  alpha,\n  beta)\n', 3)).toBe(3);
  });
});
