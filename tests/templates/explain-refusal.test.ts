import { describe, expect, it } from 'vitest';
import { explainRefusal } from '../../src/templates/explain-refusal.ts';
import { employees, sales } from './described-files.ts';

const [one, two] = [employees.description, sales.description];

describe('a question no template answers', () => {
  it.each([
    ['What is the weighted mean of salary?', [one], 'they do not understand "weighted" about this file.'],
    [
      'Who earns most per square metre?',
      [one, two],
      'they do not understand "square" and "metre" about these files.',
    ],
    ['Mean salary by by mean', [one], 'they know its words, but no program for all of them together.'],
    [
      'aa bb cc dd ee ff gg',
      [one],
      'they do not understand "aa", "bb", "cc", "dd", "ee", and 2 more about this file.',
    ],
    ['What is 6 times 7?', [], 'they answer from files, and none was given.'],
  ])('%j is refused with what was not understood', (query, descriptions, sentence) => {
    expect(explainRefusal({ query, context: undefined, descriptions })).toBe(sentence);
  });

  it('is refused for its context, which no template reads', () => {
    const refused = { query: 'mean salary', context: 'only the managers', descriptions: [one] };
    expect(explainRefusal(refused)).toContain('a context was given');
  });

  it('is not looked at word by word when it is long', () => {
    const refused = { query: 'salary '.repeat(150_000), context: undefined, descriptions: [one] };
    expect(explainRefusal(refused)).toBe('it is longer than the questions they answer.');
  });

  it('is quoted without hidden characters and never at length', () => {
    const query = `mean of ${'x'.repeat(400)} and a\u202eb`;
    const sentence = explainRefusal({ query, context: undefined, descriptions: [one] });
    expect(sentence).not.toContain('\u202e');
    expect(sentence.length).toBeLessThan(200);
  });
});
