import { describe, expect, it } from 'vitest';
import { differences } from '../../../src/web/model/differences.ts';

const shown = (before: string, after: string) =>
  differences(before, after).map(
    ({ kind, text, line }) => `${{ same: ' ', added: '+', removed: '-' }[kind]}${line ?? ''}:${text}`,
  );

describe('the differences between two versions of a program', () => {
  it.each([
    ['nothing', ['a\nb', 'a\nb'], [' 1:a', ' 2:b']],
    ['a changed line', ['a\nb\nc', 'a\nx\nc'], [' 1:a', '-:b', '+2:x', ' 3:c']],
    ['lines at both ends', ['b', 'a\nb\nc'], ['+1:a', ' 2:b', '+3:c']],
    ['a moved line', ['a\nb\nc', 'b\nc\na'], ['-:a', ' 1:b', ' 2:c', '+3:a']],
    ['everything', ['a', 'b'], ['-:a', '+1:b']],
  ])('shows %s', (_what, [before = '', after = ''], expected) => {
    expect(shown(before, after)).toEqual(expected);
  });

  it('has the lines of both versions, each in its order, however long they are', () => {
    const text = (step: number) =>
      Array.from({ length: 3_000 }, (_, line) => String((line * step) % 2_999)).join('\n');
    const lines = differences(text(7), text(11));
    const without = (kind: string) =>
      lines
        .filter((line) => line.kind !== kind)
        .map((line) => line.text)
        .join('\n');
    expect(without('added')).toBe(text(7));
    expect(without('removed')).toBe(text(11));
  });
});
