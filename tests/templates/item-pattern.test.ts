import { describe, expect, it } from 'vitest';
import { matchLength, matchPattern, startPattern, wholePattern } from '../../src/templates/item-pattern.ts';
import type { Kind } from '../../src/templates/lexicon.ts';
import type { Item } from '../../src/templates/read-items.ts';

function items(...kinds: Kind[]): Item[] {
  return kinds.map((kind, at) => ({ kind, text: String(at), word: '', plural: false }));
}

describe('a pattern over items', () => {
  it.each([
    ['count rows', items('count', 'rows'), true],
    ['count rows', items('count', 'rows', 'rows'), false],
    ['count rows', items('rows', 'count'), false],
    ['(show|which)* count? rows', items('which', 'show', 'rows'), true],
    ['(show|which)+ rows', items('rows'), false],
    ['every-source\n  | text-part', items('text-part'), true],
    ['count | rows', items('count', 'rows'), false],
    ['number !(rows|number) column?', items('number', 'column'), true],
    ['number !(rows|number) rows', items('number', 'rows'), false],
    ['column &(rows) rows', items('column', 'rows'), true],
  ])('%j explains all of %j: %s', (text, given, fits) => {
    expect(matchPattern(wholePattern(text), given) !== null).toBe(fits);
  });

  it('gives the items that each labelled part caught, and nothing for a part that was not needed', () => {
    const pattern = wholePattern('show* rank:superlative? group:(column (and? column)?) number:number?');
    const given = items('show', 'column', 'and', 'column');
    expect(matchPattern(pattern, given)).toEqual({ group: given.slice(1) });
  });

  it('tells how many of the first items it takes', () => {
    const pattern = startPattern('(who|in)* column?');
    expect(matchLength(pattern, items('who', 'in', 'column', 'rows'))).toBe(3);
    expect(matchLength(pattern, items('rows'))).toBe(0);
    expect(matchLength(startPattern('column'), items('rows'))).toBeNull();
  });

  it('knows no other kinds than the lexicon', () => {
    expect(() => wholePattern('rowz')).toThrowError(expect.objectContaining({ code: 'internal' }));
  });
});
