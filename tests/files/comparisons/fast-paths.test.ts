import path from 'node:path';
import { expect, it } from 'vitest';
import { runForRows } from '../../helpers/run-python.ts';

interface Comparison {
  way: string;
  cases: number;
  differences: string[];
}

/** What a script found that compares every fast way with the plain one. */
function compared(script: string): Promise<Comparison[]> {
  return runForRows(path.join(import.meta.dirname, script));
}

it('counts, decodes and matches tricky texts in blocks exactly as Python does at once', async () => {
  const comparisons = await compared('compare_text_paths.py');
  expect(comparisons.map(({ way }) => way)).toEqual(
    'spaces visible words encodings scans headings log_lines'.split(' '),
  );
  expect(comparisons.filter(({ differences }) => differences.length > 0)).toEqual([]);
  expect(comparisons.find(({ way }) => way === 'encodings')?.cases).toBeGreaterThan(100);
}, 120_000);

it('reads tricky JSON in blocks exactly as json.loads reads it, or leaves it to that', async () => {
  const comparisons = await compared('compare_json_paths.py');
  expect(comparisons.map(({ way }) => way)).toEqual('lines streams patterns keys depths'.split(' '));
  expect(comparisons.filter(({ differences }) => differences.length > 0)).toEqual([]);
  for (const { cases } of comparisons) expect(cases).toBeGreaterThan(75);
}, 120_000);
