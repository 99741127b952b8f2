import { expect, it } from 'vitest';
import { relativeTime } from '../../../src/web/widget/relative-time.ts';

it.each([
  [0, 'just now'],
  [-60_000, 'just now'],
  [999, 'just now'],
  [1_000, '1 s ago'],
  [59_999, '59 s ago'],
  [60_000, '1 min ago'],
  [150_000, '2 min ago'],
  [3_600_000, '1 h ago'],
  [86_399_999, '23 h ago'],
  [3 * 86_400_000, '3 d ago'],
])('says of %i milliseconds ago: %s', (elapsed, words) => {
  expect(relativeTime(1_000_000 - elapsed, 1_000_000)).toBe(words);
});
