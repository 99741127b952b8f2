import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { loadConfig } from '../dist/config/load-config.js';
import { createCPythonRuntime } from '../dist/sandbox/cpython-runtime.js';
import { ensurePythonEnvironment } from '../dist/sandbox/environment/ensure-python-environment.js';
import { interleave, pause, quantile, round, throughput } from './measure.mjs';
import { runOurs, runPlain } from './run-program.mjs';

const groupby =
  'import pandas as pd\ntable = pd.read_csv("sales.csv")\nprint(table.groupby("region")["amount"].mean().to_json())\n';

const programs = {
  hello: 'print("hello")\n',
  'pandas-groupby': groupby,
  'sklearn-fit':
    'import pandas as pd\nfrom sklearn.linear_model import LinearRegression\ntable = pd.read_csv("sales.csv")\nprint(LinearRegression().fit(table[["id"]], table["amount"]).coef_[0])\n',
  'matplotlib-png':
    'import matplotlib\nmatplotlib.use("Agg")\nimport matplotlib.pyplot as plt\nplt.plot([1, 4, 2])\nplt.title("sales")\nplt.savefig("plot.png")\n',
};

/** Our isolated run (folder, placement, execution, output, artifacts, clean-up) against plain `python3 script.py`, side by side. */
export async function benchSandbox({ rounds = 15, seconds = 4 } = {}) {
  const environment = await ensurePythonEnvironment({ config: loadConfig() });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'python-coder-bench-'));
  const csv = path.join(folder, 'sales.csv');
  await writeFile(csv, salesCsv());
  const runtime = createCPythonRuntime({ environment, minimumTier: 'B', maxFiles: 100 });
  const ours = (code) => runOurs(runtime, { folder, csv, code });
  const plain = (code) => runPlain(environment.python, { folder, csv, code });
  try {
    const rows = [await firstAnswer(ours)];
    for (const code of Object.values(programs)) await ours(code).then(() => ours(code)); // warms every profile
    await pause(8_000); // a profile that takes seconds to import is started when it is wanted a second time
    for (const [name, code] of Object.entries(programs)) {
      const { samples, failures } = await interleave(
        { ours: () => ours(code), plain: () => plain(code) },
        rounds,
      );
      rows.push(compare(name, samples, failures));
    }
    rows.push(await busy(ours, plain, seconds), await concurrent(ours));
    return rows;
  } finally {
    await runtime[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }
}

async function firstAnswer(ours) {
  const start = performance.now();
  const succeeded = await ours(groupby);
  const oursMs = round(performance.now() - start);
  return {
    name: 'first-answer',
    oursMs,
    plainMs: null,
    ratio: null,
    p95Ms: oursMs,
    failures: succeeded ? 0 : 1,
  };
}

function compare(name, samples, failures) {
  const oursMs = quantile(samples.ours, 0.5);
  const plainMs = quantile(samples.plain, 0.5);
  return {
    name,
    oursMs: round(oursMs),
    plainMs: round(plainMs),
    ratio: round(plainMs / oursMs),
    p95Ms: round(quantile(samples.ours, 0.95)),
    failures: failures.ours + failures.plain,
  };
}

/** Milliseconds per finished run with as many callers as cores; the ratio is that of runs per second. */
async function busy(ours, plain, seconds) {
  const callers = os.availableParallelism();
  const mine = await throughput(() => ours(groupby), { callers, seconds });
  const theirs = await throughput(() => plain(groupby), { callers, seconds });
  return {
    name: 'pandas-throughput',
    oursMs: round(1000 / mine.perSecond),
    plainMs: round(1000 / theirs.perSecond),
    ratio: round(mine.perSecond / theirs.perSecond),
    p95Ms: round(quantile(mine.samples, 0.95)),
    failures: mine.failures + theirs.failures,
  };
}

/** A hundred requests at once: how long the slowest twentieth waits. */
async function concurrent(ours) {
  const start = performance.now();
  const ends = await Promise.all(
    Array.from({ length: 100 }, () =>
      ours(groupby).then((succeeded) => ({ succeeded, ms: performance.now() - start })),
    ),
  );
  const samples = ends.map((end) => end.ms);
  return {
    name: 'concurrent-100',
    oursMs: round(quantile(samples, 0.5)),
    plainMs: null,
    ratio: null,
    p95Ms: round(quantile(samples, 0.95)),
    failures: ends.filter((end) => !end.succeeded).length,
  };
}

function salesCsv() {
  const regions = ['North', 'South', 'East', 'West'];
  const lines = Array.from(
    { length: 500 },
    (_, index) => `${regions[index % 4]},${(index * 37) % 1000},${index}`,
  );
  return `region,amount,id\n${lines.join('\n')}\n`;
}
