import { readFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { loadParser } from '../../src/verification/program/parse-python.ts';

it('frees the tree of every source it parsed', async () => {
  const program = path.join(import.meta.dirname, 'programs/functions-and-main.py');
  const source = readFileSync(program, 'utf8').repeat(12);
  const script = path.join(import.meta.dirname, 'parse-often.mjs');
  const { stdout } = await execa(process.execPath, ['--expose-gc', script], { input: source });
  expect(Number(stdout)).toBeLessThan(50); // 20 as a rule, 108 if no tree is freed
});

it('says where it gave up on a source', async () => {
  const parse = await loadParser();
  expect(parse('x = 1\n').firstError).toBeNull();
  expect(parse('x = 1\ny = (2\n').firstError).toBe(6);
});
