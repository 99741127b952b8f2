import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { route } from '../dist/agents/router/route.js';
import { quantile } from './measure.mjs';
import { readLabelled, routerFigures } from './router-figures.mjs';

const parts = ['development', 'held-out'];
const record = path.join(import.meta.dirname, '../data/router/confusion.json');

/** Which routes labelled queries take without a model, and how long a decision takes; keeps the matrix in `data/router/`. */
export async function benchRouter() {
  const labelled = parts.map((part) => [part, readLabelled(part)]);
  const figures = [];
  for (const [part, queries] of labelled) figures.push([part, await routerFigures(queries, route)]);
  await writeFile(record, `${JSON.stringify(Object.fromEntries(figures), undefined, 2)}\n`);
  return [
    ...figures.flatMap(([part, found]) => rowsOf(part, found)),
    await times(labelled.flatMap(([, queries]) => queries)),
  ];
}

function rowsOf(part, { right, of, percent, confusion }) {
  const rows = Object.entries(confusion).map(([label, taken]) => {
    const total = Object.values(taken).reduce((sum, count) => sum + count, 0);
    return { measure: part, label, ...taken, right: taken[label], of: total };
  });
  return [...rows, { measure: part, label: 'all', right, of, percent }];
}

async function times(queries) {
  const samples = [];
  for (const { query, files, history } of queries) {
    const start = performance.now();
    await route(query, { files, history });
    samples.push(performance.now() - start);
  }
  const thousandth = (value) => Math.round(1_000 * value) / 1_000;
  return {
    measure: 'time',
    of: queries.length,
    medianMs: thousandth(quantile(samples, 0.5)),
    p95Ms: thousandth(quantile(samples, 0.95)),
  };
}
