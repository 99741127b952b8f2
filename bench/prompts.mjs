import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createPythonCoder } from '../dist/coder/create-python-coder.js';
import { estimateTokens } from '../dist/prompts/estimate-tokens.js';
import { renderData } from '../dist/prompts/render-data.js';

const samples = path.join(import.meta.dirname, '../data/samples');

/** Size of what a model reads of each sample file, with all the room a prompt may have. */
export async function benchPrompts() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'python-coder-bench-'));
  const config = {
    executionDir: `${folder}/run`,
    auditDir: `${folder}/audit`,
    outputDir: `${folder}/out`,
    stateDir: `${folder}/state`,
  };
  const coder = createPythonCoder({ config, model: null });
  try {
    const names = (await readdir(samples)).filter((name) => name !== 'README.md').sort();
    const rows = [];
    for (const name of names) {
      const files = await coder.describeFiles([path.join(samples, name)]);
      const data = renderData({ files }, { maxBytes: 200_000 });
      rows.push({ name, characters: data.length, tokens: estimateTokens(data) });
    }
    const total = (key) => rows.reduce((sum, row) => sum + row[key], 0);
    return [...rows, { name: 'all', characters: total('characters'), tokens: total('tokens') }];
  } finally {
    await coder[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }
}
