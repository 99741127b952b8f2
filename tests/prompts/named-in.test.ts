import { describe, expect, it } from 'vitest';
import { namedIn } from '../../src/prompts/named-in.ts';

describe('namedIn', () => {
  it.each([
    ['What is the average salary?', 'salary'],
    ['List all salaries', 'Salary'],
    ['Sum of net weight by shift', 'net_weight'],
    ['Sum of NET-WEIGHT by shift', 'netWeight'],
    ['What does "Order ID" mean?', 'order id'],
    ['Umsatz nach Größe', 'groesse Größe'],
    ['売上高の合計は?', '売上高'],
    ['revenue by country', 'Revenues'],
  ])('%s names %s', (question, name) => {
    expect(namedIn(question)(name)).toBeGreaterThanOrEqual(0.45);
  });

  it.each([
    ['What is the average salary?', 'department'],
    ['What is a median?', 'a'],
    ['Is the sale over?', 'salad'],
    ['Anything', ''],
    ['Anything', '—'],
    ['売上高の合計は?', '費用'],
  ])('%s does not name "%s"', (question, name) => {
    expect(namedIn(question)(name)).toBe(0);
  });

  it('is surer the more of a name is met', () => {
    const naming = namedIn('the net weight in kilos');
    expect(naming('net weight')).toBeGreaterThan(naming('net_weight_kg'));
    expect(naming('net_weight_kg')).toBeGreaterThan(naming('net_price_kg'));
  });

  it('compares many names with a long question, word by word only where they begin alike: all with all takes minutes', () => {
    const words = Array.from({ length: 1_500 }, (_, index) => `w${index.toString(36)}x`);
    const naming = namedIn(words.join(' '));
    const names = Array.from(
      { length: 20_000 },
      (_, index) => `net_${index}${' price of column'.repeat(20)}`,
    );
    expect(names.filter((name) => naming(name) > 0)).toEqual([]);
  });

  it('looks at the beginning of a very long question only', () => {
    const naming = namedIn(`${'word '.repeat(200_000)}salary`);
    expect(naming('salary')).toBe(0);
    expect(naming('words')).toBeGreaterThan(0);
  });
});
