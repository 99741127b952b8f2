import { expect, it } from 'vitest';
import { shownChars, shownChunk, wholeOutput, withChunk } from '../../../src/web/widget/run-output.ts';

it('joins what one stream printed, and keeps the order of both', () => {
  const chunks = [
    { stream: 'stdout', text: 'a' },
    { stream: 'stdout', text: 'b\n' },
    { stream: 'stderr', text: 'c' },
    { stream: 'stdout', text: 'd' },
  ] as const;
  expect(chunks.reduce(withChunk, [])).toEqual([
    { stream: 'stdout', text: 'ab\n' },
    { stream: 'stderr', text: 'c' },
    { stream: 'stdout', text: 'd' },
  ]);
});

it('keeps the last part of what is too much to look at', () => {
  const long = withChunk([{ stream: 'stderr', text: 'old' }], {
    stream: 'stdout',
    text: 'x'.repeat(shownChars),
  });
  expect(long).toEqual([{ stream: 'stdout', text: 'x'.repeat(shownChars) }]);
  const [first, second] = withChunk(long, { stream: 'stderr', text: 'new' });
  expect([first?.text.length, second]).toEqual([shownChars - 3, { stream: 'stderr', text: 'new' }]);
});

it('shows no escape sequences and nothing hidden', () => {
  const text = '\u001b[31mred\u001b[0m\u202e\u0007 \tend\n';
  expect(wholeOutput(text, '').map(shownChunk)).toEqual(['red \tend\n']);
});
