// Parses the source on standard input many times and prints by how many MiB this process, which does nothing else, has grown.
import { readFileSync } from 'node:fs';
import { loadParser } from '../../dist/verification/program/parse-python.js';

const parse = await loadParser();
const source = readFileSync(0, 'utf8');
const settled = (times) => {
  for (let i = 0; i < times; i++) parse(source);
  globalThis.gc();
  return process.memoryUsage().rss / 2 ** 20;
};
const before = settled(10);
process.stdout.write(`${settled(80) - before}\n`);
