import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { loadParser } from '../../src/verification/program/parse-python.ts';

it('frees the tree of every source it parsed', async () => {
  const parse = await loadParser();
  const program = path.join(import.meta.dirname, 'programs/functions-and-main.py');
  const source = readFileSync(program, 'utf8').repeat(12);
  for (let i = 0; i < 10; i++) parse(source);
  const before = process.memoryUsage().rss;
  for (let i = 0; i < 80; i++) parse(source);
  expect((process.memoryUsage().rss - before) / 1_048_576).toBeLessThan(50);
});

it('says where it gave up on a source', async () => {
  const parse = await loadParser();
  expect(parse('x = 1\n').firstError).toBeNull();
  expect(parse('x = 1\ny = (2\n').firstError).toBe(6);
});
