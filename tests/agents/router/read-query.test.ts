import { describe, expect, it } from 'vitest';
import { readNumbers } from '../../../src/agents/router/read-numbers.ts';
import { readQuery } from '../../../src/agents/router/read-query.ts';

const read = (query: string) => readQuery(query, { files: [], followsToolUse: false });

describe('readQuery', () => {
  it.each(['"%s"', '“%s”', '„%s“', '«%s»', '「%s」', "'%s'", '`%s`', '```\n%s\n```', '```js\n%s'])(
    'leaves out what is only mentioned: %s',
    (quotes) => {
      const mentioned = read(`Look at ${quotes.replace('%s', 'calculate it, then plot 3 * 4?')}`);
      expect(mentioned).toEqual(read('Look at'));
    },
  );

  it('takes an apostrophe for no quote', () => {
    expect(read("Let's calculate what's missing").found.compute).toBe(1);
  });

  it('counts different things to do, questions and the items of a list', () => {
    const { actionCount, questionCount, listItemCount } = read(
      'Merge it. Merge it!\n1. Plot it\n2) Save it\n- Why? How？',
    );
    expect({ actionCount, questionCount, listItemCount }).toEqual({
      actionCount: 3,
      questionCount: 2,
      listItemCount: 3,
    });
  });
});

describe('readNumbers', () => {
  it.each([
    [
      'between 2024-02-01 and 15.5.2024',
      { quantities: 0, dates: 2, isArithmetic: false, isPercentOf: false },
    ],
    ['what happened in 1989?', { quantities: 0, dates: 0, isArithmetic: false, isPercentOf: false }],
    ['1. clean\n2. merge\n3) plot', { quantities: 0, dates: 0, isArithmetic: false, isPercentOf: false }],
    ['q4_2023 and B2B', { quantities: 0, dates: 0, isArithmetic: false, isPercentOf: false }],
    ['3, 7,5 and 1.250,00', { quantities: 3, dates: 0, isArithmetic: false, isPercentOf: false }],
    ['(12 + 3) × 4', { quantities: 3, dates: 0, isArithmetic: true, isPercentOf: false }],
    ['sqrt(144)', { quantities: 1, dates: 0, isArithmetic: true, isPercentOf: false }],
    ['19 % of 250', { quantities: 2, dates: 0, isArithmetic: false, isPercentOf: true }],
  ])('reads %j', (text, numbers) => {
    expect(readNumbers(text)).toEqual(numbers);
  });
});
