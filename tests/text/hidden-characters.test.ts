import { describe, expect, it } from 'vitest';
import { hiddenInLine, hiddenInText } from '../../src/text/hidden-characters.ts';

const selectors = '\ufe0f\u{e0100}';
const unassigned = '\u0378';

describe('a hidden character', () => {
  it.each([
    ['a control character', '\u0000\u001b\u009f\n\t'],
    ['a format character', '\u200b\u202e\u2066\ufeff\u{e0041}'],
    ['a private character', '\ue000\u{f0000}'],
    ['half of a pair', '\ud800'],
    ['a separator of lines', '\u2028\u2029'],
  ])('is %s', (_, characters) => {
    expect(characters.replace(hiddenInLine, '')).toBe('');
    expect(characters.replace(hiddenInText, '')).toBe('');
  });

  it.each(['Straße 12', 'राशि', '\u{1f600}', 'e\u0301', '\u00a0'])('is none of %j', (text) => {
    expect(text.replace(hiddenInLine, '')).toBe(text);
    expect(text.replace(hiddenInText, '')).toBe(text);
  });

  it('is in a line what is not assigned, and in a text what can carry sentences unseen', () => {
    expect((unassigned + selectors).replace(hiddenInLine, '')).toBe(selectors);
    expect((unassigned + selectors).replace(hiddenInText, '')).toBe(unassigned);
  });
});
