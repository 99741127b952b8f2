import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { estimateTokens } from '../dist/prompts/estimate-tokens.js';
import { renderData } from '../dist/prompts/render-data.js';
import { withThrowawayCoder } from './throwaway-coder.mjs';

const samples = path.join(import.meta.dirname, '../data/samples');

/** Size of what a model reads of each sample file, with all the room a prompt may have. */
export async function benchPrompts() {
  return await withThrowawayCoder(async (coder) => {
    const names = (await readdir(samples)).filter((name) => name !== 'README.md').sort();
    const rows = [];
    for (const name of names) {
      const files = await coder.describeFiles([path.join(samples, name)]);
      const data = renderData({ files }, { maxBytes: 200_000 });
      rows.push({ name, characters: data.length, tokens: estimateTokens(data) });
    }
    const total = (key) => rows.reduce((sum, row) => sum + row[key], 0);
    return [...rows, { name: 'all', characters: total('characters'), tokens: total('tokens') }];
  });
}
