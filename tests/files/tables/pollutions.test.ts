import path from 'node:path';
import { expect, it } from 'vitest';
import { runForRows } from '../../helpers/run-python.ts';

interface Score {
  kind: string;
  files: number;
  structure: number;
  cells: number;
  worst: string;
}

const WHOLE = 0.999;

it('reads polluted tables as the clean ones, kind for kind', { timeout: 180_000 }, async () => {
  const script = path.join(import.meta.dirname, '../comparisons/score_pollutions.py');
  const scores = await runForRows<Score>(script, '6');
  expect(scores.length).toBeGreaterThan(70);
  const worse = scores.filter(({ structure, cells }) => structure < WHOLE || cells < WHOLE);
  expect(worse).toEqual([]);
});
