import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createPythonCoder } from '../dist/coder/create-python-coder.js';

/** What `use` gives, with a coder without a model and a folder of its own; both are gone afterwards. */
export async function withThrowawayCoder(use) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'python-coder-bench-'));
  const config = {
    executionDir: `${folder}/run`,
    auditDir: `${folder}/audit`,
    outputDir: `${folder}/out`,
    stateDir: `${folder}/state`,
  };
  const coder = createPythonCoder({ config, model: null });
  try {
    return await use(coder, folder);
  } finally {
    await coder[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }
}
