import { describe, expect, it } from 'vitest';
import { pathsIn, writtenPath } from '../../../src/agents/workflow/condition/condition.ts';
import { evaluateCondition } from '../../../src/agents/workflow/condition/evaluate-condition.ts';
import { parseCondition } from '../../../src/agents/workflow/condition/parse-condition.ts';

const values = {
  state: {
    total: 120.5,
    currency: 'EUR',
    valid: true,
    empty: null,
    zero: -0,
    orders: [{ price: 10, tags: ['new', 'late'] }, { price: 2 }],
    report: { errors: [], 'by region': { north: 3 } },
  },
  nodes: { 'clean-orders': { status: 'failed', error: { type: 'ValueError' } } },
};

function verdictOn(text: string) {
  const parsed = parseCondition(text);
  return 'problem' in parsed ? parsed : evaluateCondition(parsed.condition, values);
}

function problemOf(text: string): string {
  const verdict = verdictOn(text);
  return 'problem' in verdict ? verdict.problem : 'none';
}

describe('a condition', () => {
  it.each([
    ['state.total > 100', true],
    ['${state.total > 100}', true],
    ['${state.total} > 100', true],
    ['state.total >= 120.5 and state.total <= 120.5', true],
    ['not state.total < 1e3', false],
    ["state.currency == 'EUR'", true],
    ['state.currency != "EUR"', false],
    ["state.currency in ['CHF', 'EUR']", true],
    ["state.currency not in ['CHF', 'EUR']", false],
    ["'UR' in state.currency", true],
    ["'north' in state.report['by region']", true],
    ["'toString' in state.report", false],
    ['state.valid', true],
    ['not state.valid or state.total == 120.5', true],
    ['(state.valid or state.valid) and false', false],
    ['state.valid == True and state.empty == None', true],
    ['state.nothing', false],
    ['state.nothing.deeper[3].still == null', true],
    ['state.orders[0].price > state.orders[1].price', true],
    ["state.orders[0].tags == ['new', 'late']", true],
    ["'late' in state.orders[0].tags", true],
    ['len(state.orders) == 2 and len(state.report.errors) == 0', true],
    ['len(state.currency) == 3', true],
    ['state.zero == 0', true],
    ['state.orders.length == 2', false],
    ['state.constructor == null and state.report.__proto__ == null', true],
    ["nodes['clean-orders'].status == 'failed'", true],
    ["nodes['clean-orders'].error.type in ['ValueError', 'KeyError']", true],
    ["'it\\'s' == \"it's\"", true],
    ['false and state.currency > 3', false],
  ])('%s is %s', (text, holds) => {
    expect(verdictOn(text)).toEqual({ holds });
  });

  it.each([
    ['state.total', 'state.total is a number, not true or false'],
    ['state.orders and true', 'state.orders is a list, not true or false'],
    ['state.currency > 3', 'state.currency is a text and 3 is a number, but > compares'],
    ['state.empty < 3', 'state.empty is null and 3 is a number'],
    ['3 in state.total', '3 is a number and state.total is a number, but in looks for'],
    ['len(state.total) > 1', 'state.total is a number, which has no length'],
  ])('%s can not be decided, and says why', (text, problem) => {
    expect(problemOf(text)).toContain(problem);
  });

  it.each([
    ['total > 100', 1, 'Write state.total for a value of the state.'],
    ['state.total > 100 && state.valid', 19, 'Write and.'],
    ['state.valid || true', 13, 'Write or.'],
    ['!state.valid', 1, 'Write not.'],
    ['state.total = 3', 13, 'Write == to compare.'],
    ['state.total === 3', 13, 'Write ==.'],
    ['state.empty is None', 13, 'Write == null or != null.'],
    ['0 < state.total < 9', 17, 'Join two comparisons with and.'],
    ['nodes.clean-orders.status', 12, 'Write a name with a hyphen in brackets'],
    ['state', 6, 'Write state.name.'],
    ['state.total >', 14, 'Write a comparison'],
    ['', 1, 'Write a comparison'],
    ['state.orders[-1]', 14, 'Write a number from 0 on'],
    ['state.orders[0', 15, 'Write a comparison'],
    ['(state.valid', 13, 'Write a comparison'],
    ['state.total > 1 state.total', 17, 'Write a comparison'],
    ["state.currency == 'EUR", 19, 'Write a comparison'],
    ['state.total + 1 > 3', 13, 'Write a comparison'],
    ['process.exit(1)', 1, 'Write state.process'],
    ["__import__('os').system('x')", 1, 'Write state.__import__'],
    ['state.run()', 10, 'Write a comparison'],
  ])('%s is refused at column %i', (text, column, suggestion) => {
    expect(parseCondition(text)).toEqual({
      problem: expect.stringMatching(/^("|The end)/),
      column,
      suggestion: expect.stringContaining(suggestion),
    });
  });

  it.each([
    ['parentheses', '('.repeat(900)],
    ['lists', '['.repeat(900)],
    ['lengths', 'len('.repeat(240)],
    ['wrappers', '${'.repeat(450)],
  ])('with endless %s is refused before it is read to the end', (_, text) => {
    expect(problemOf(text)).toContain('nested more than 30 deep');
  });

  it('is refused when it is longer than 1,000 characters, and endless nots are read', () => {
    expect(problemOf('x'.repeat(1_001))).toContain('1001 characters, and 1000 are allowed');
    expect(verdictOn(`${'not '.repeat(240)}state.valid`)).toEqual({ holds: true });
  });

  it('says which paths it reads', () => {
    const parsed = parseCondition("len(state.a) > 1 and not (state.b['c d'] in [nodes.n.result[0], 2])");
    const paths = 'condition' in parsed ? pathsIn(parsed.condition) : [];
    expect(paths.map(writtenPath)).toEqual(['state.a', 'state.b.c d', 'nodes.n.result[0]']);
  });
});
