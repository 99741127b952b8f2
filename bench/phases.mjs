import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createPythonCoder } from '../dist/coder/create-python-coder.js';
import { quantile, round } from './measure.mjs';

/** Where the time of a whole task goes: median milliseconds of each phase of the first command, answered by a template. */
export async function benchPhases({ rounds = 7 } = {}) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'python-coder-bench-'));
  const config = {
    executionDir: `${folder}/run`,
    auditDir: `${folder}/audit`,
    outputDir: `${folder}/out`,
    stateDir: `${folder}/state`,
  };
  const coder = createPythonCoder({ config, model: null });
  const file = path.resolve(import.meta.dirname, '../data/samples/employees.csv');
  const results = [];
  try {
    for (let index = 0; index <= rounds; index += 1) {
      results.push(
        await coder.executeCodeTask('What is the average salary by department?', { files: [file] }),
      );
    }
  } finally {
    await coder[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }
  const counted = results.slice(1);
  const totalMs = quantile(
    counted.map((result) => result.timings.totalMs),
    0.5,
  );
  const phases = Object.keys(counted[0].timings);
  return phases.map((name) => {
    const medianMs = quantile(
      counted.map((result) => result.timings[name]),
      0.5,
    );
    return { name, medianMs: round(medianMs), share: Math.round((medianMs / totalMs) * 1000) / 1000 };
  });
}
