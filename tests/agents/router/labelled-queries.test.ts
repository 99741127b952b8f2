import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLabelled, routerFigures } from '../../../bench/router-figures.mjs';
import { route } from '../../../src/agents/router/route.ts';
import { routes } from '../../../src/agents/router/routes.ts';
import { wordTables } from '../../../src/agents/router/words/word-tables.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const development = readLabelled('development');
const heldOut = readLabelled('held-out');
const recorded = JSON.parse(readFileSync(path.join(root, 'data/router/confusion.json'), 'utf8'));

describe('the labelled queries', () => {
  it('cover every route and every language in both parts, and no query stands in both', () => {
    for (const part of [development, heldOut]) {
      expect(new Set(part.map((row) => row.route))).toEqual(new Set(routes));
      expect(new Set(part.map((row) => row.language))).toEqual(new Set(Object.keys(wordTables)));
    }
    const key = ({ query }: { query: string }) => query.toLowerCase();
    const queries = [...development, ...heldOut].map(key);
    expect(queries.length).toBeGreaterThanOrEqual(210);
    expect(new Set(queries).size).toBe(queries.length);
  });

  it('take the routes that data/router/confusion.json records; `npm run bench -- router` writes it', async () => {
    expect(await routerFigures(development, route)).toEqual(recorded.development);
    expect(await routerFigures(heldOut, route)).toEqual(recorded['held-out']);
  });

  it('are routed no worse than when they were first recorded', () => {
    expect(recorded.development.right / recorded.development.of).toBeGreaterThanOrEqual(179 / 180);
    expect(recorded['held-out'].right / recorded['held-out'].of).toBeGreaterThanOrEqual(117 / 118);
  });

  it('are not all the router knows: every question a built-in template answers needs a tool', async () => {
    const file = path.join(root, 'tests/templates/answered-questions.txt');
    const asked = [...readFileSync(file, 'utf8').matchAll(/^(\w+) \| (.+)$/gm)];
    const taken = await Promise.all(
      asked.map(([, name, query]) => route(query ?? '', { files: [`${name}.csv`] })),
    );
    expect(taken.length).toBeGreaterThan(100);
    expect(taken.filter(({ tools }) => tools.length === 0)).toEqual([]);
  });
});
