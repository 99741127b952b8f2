import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { loadConfig } from '../dist/config/load-config.js';
import { createCPythonRuntime } from '../dist/sandbox/cpython-runtime.js';
import { ensurePythonEnvironment } from '../dist/sandbox/environment/ensure-python-environment.js';
import { interleave, quantile, round } from './measure.mjs';

const run = promisify(execFile);

const programs = {
  hello: 'print("hello")\n',
  'pandas-groupby':
    'import pandas as pd\ntable = pd.read_csv("sales.csv")\nprint(table.groupby("region")["amount"].mean().to_json())\n',
};

/** Our isolated run (folder, placement, execution, output, artifacts, clean-up) against plain `python3 script.py`. */
export async function benchSandbox({ rounds = 15 } = {}) {
  const environment = await ensurePythonEnvironment({ config: loadConfig() });
  await using runtime = createCPythonRuntime({ environment, minimumTier: 'B', maxFiles: 100 });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'python-coder-bench-'));
  try {
    await writeFile(path.join(folder, 'sales.csv'), salesCsv());
    const rows = [];
    for (const [name, code] of Object.entries(programs)) {
      const actions = { ours: () => ours(runtime, folder, code), plain: () => plain(environment.python, folder, code) };
      const { samples, failures } = await interleave(actions, rounds);
      const oursMs = quantile(samples.ours, 0.5);
      const plainMs = quantile(samples.plain, 0.5);
      rows.push({
        name,
        oursMs: round(oursMs),
        plainMs: round(plainMs),
        ratio: Math.round((plainMs / oursMs) * 100) / 100,
        p95Ms: round(quantile(samples.ours, 0.95)),
        failures: failures.ours + failures.plain,
      });
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function ours(runtime, folder, code) {
  const runDir = await mkdtemp(path.join(folder, 'run-'));
  const outcome = await runtime.run({
    code,
    origin: 'untrusted',
    inputs: [{ name: 'sales.csv', path: path.join(folder, 'sales.csv') }],
    limits: { timeoutSeconds: 30, memoryMiB: 512, outputMiB: 16, diskMiB: 256 },
    runDir,
  });
  await rm(runDir, { recursive: true });
  return outcome.status === 'finished';
}

async function plain(python, folder, code) {
  const work = await mkdtemp(path.join(folder, 'plain-'));
  await mkdir(work, { recursive: true });
  await copyFile(path.join(folder, 'sales.csv'), path.join(work, 'sales.csv'));
  await writeFile(path.join(work, 'script.py'), code);
  await run(python, ['script.py'], { cwd: work });
  await rm(work, { recursive: true });
  return true;
}

function salesCsv() {
  const regions = ['North', 'South', 'East', 'West'];
  const lines = Array.from({ length: 500 }, (_, index) => `${regions[index % 4]},${(index * 37) % 1000},${index}`);
  return `region,amount,id\n${lines.join('\n')}\n`;
}
