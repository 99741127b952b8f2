import { writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import floors from './floors.json' with { type: 'json' };
import { loadAll } from './load-all.ts';
import { pollutedFiles, pollutions } from './pollutions.ts';
import { type Score, score } from './score.ts';

/** `npm run bench -- pollutions` asks for all tables, and where to write what it found. */
const { PYTHON_CODER_POLLUTED_TABLES: asked, PYTHON_CODER_POLLUTED_FIGURES: wanted } = process.env;
const tablesEach = Number(asked ?? 2);
const kinds = Object.keys(pollutions);

describe('tables with faults', () => {
  const files = pollutedFiles(tablesEach);
  const scores = new Map<string, Score>();

  beforeAll(async () => {
    const loaded = await loadAll(
      Object.fromEntries(files.map(({ name, polluted }) => [name, polluted.content])),
    );
    for (const { name, polluted } of files) scores.set(name, score(polluted, loaded.get(name) ?? null));
    const figures = kinds.map(figuresOf);
    if (wanted) await writeFile(wanted, JSON.stringify(figures));
    else
      console.log(figures.map(({ kind, structure, cells }) => `${structure}  ${cells}  ${kind}`).join('\n'));
  }, 900_000);

  it('have a floor for each of their kinds', () => {
    expect(Object.keys(floors).toSorted()).toEqual(kinds.toSorted());
  });

  it.skipIf(asked).each(kinds)('are read as well as before: %s', (kind) => {
    const { files: count, structure, cells, worst } = figuresOf(kind);
    const floor = (floors as Record<string, number[]>)[kind] ?? [1, 1];
    expect(count).toBeGreaterThan(0);
    expect(structure, worst).toBeGreaterThanOrEqual(floor[0] ?? 1);
    expect(cells, worst).toBeGreaterThanOrEqual(floor[1] ?? 1);
  });

  function figuresOf(kind: string) {
    const found = files
      .filter((file) => file.kind === kind)
      .map(({ name }) => ({ name, structure: 0, cells: 0, ...scores.get(name) }));
    const all = ({ structure, cells }: Score) => structure + cells;
    const worst = found.toSorted((one, other) => all(one) - all(other))[0];
    return {
      kind,
      files: found.length,
      structure: mean(found.map(({ structure }) => structure)),
      cells: mean(found.map(({ cells }) => cells)),
      worst: worst && all(worst) < 2 ? worst.name : '',
    };
  }
});

/** Rounded down, for a floor. */
function mean(numbers: number[]): number {
  const sum = numbers.reduce((before, each) => before + each, 0);
  return Math.floor((sum / numbers.length) * 1_000 + 1e-6) / 1_000;
}
