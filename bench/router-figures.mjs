import { readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '../data/router');
const routes = ['chat', 'react', 'plan-and-execute'];

/** The labelled queries of one part, "development" or "held-out". */
export function readLabelled(part) {
  const text = readFileSync(path.join(folder, `${part}.jsonl`), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** How often the router takes the labelled route without a model. */
export async function routerFigures(queries, route) {
  const row = () => Object.fromEntries(routes.map((taken) => [taken, 0]));
  const confusion = Object.fromEntries(routes.map((label) => [label, row()]));
  for (const { query, files, history, route: label } of queries) {
    const taken = await route(query, { files, history });
    confusion[label][taken.route] += 1;
  }
  const right = routes.reduce((sum, label) => sum + confusion[label][label], 0);
  const of = queries.length;
  return { right, of, percent: Math.round((1_000 * right) / of) / 10, confusion };
}
