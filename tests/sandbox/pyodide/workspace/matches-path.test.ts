import { expect, it } from 'vitest';
import { matchesPath } from '../../../../src/sandbox/pyodide/workspace/matches-path.ts';

it.each([
  ['a.csv', '**', true],
  ['data/a.csv', '**', true],
  ['a.csv', '*.csv', true],
  ['data/a.csv', '*.csv', false],
  ['data/a.csv', '**/*.csv', true],
  ['a.csv', '**/*.csv', true],
  ['data/2026/a.csv', 'data/**', true],
  ['data', 'data/**', true],
  ['data/a/b/c.csv', 'data/**/c.csv', true],
  ['data/a.csv', 'data/?.csv', true],
  ['data/ab.csv', 'data/?.csv', false],
  ['data/a.csv', 'data/*', true],
  ['data/x/a.csv', 'data/*', false],
  ['a[1].csv', 'a[1].csv', true],
  ['a+b.csv', 'a+b.*', true],
  ['日本.csv', '?本.csv', true],
  ['a.csv', '', false],
])('%s fits %s: %s', (name, pattern, expected) => {
  expect(matchesPath(name, pattern)).toBe(expected);
});

it('takes no more work for stars without end', () => {
  expect(matchesPath('a'.repeat(2_000), `${'*a'.repeat(500)}b`)).toBe(false);
  expect(matchesPath('a/'.repeat(500), `${'**/'.repeat(500)}b`)).toBe(false);
});
