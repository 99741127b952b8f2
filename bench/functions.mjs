import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { loadConfig } from '../dist/config/load-config.js';
import { createPythonFunctions } from '../dist/index.js';
import { ensurePythonEnvironment } from '../dist/sandbox/environment/ensure-python-environment.js';
import { benchMixedCalls } from './functions/mixed-calls.mjs';
import { openFastMcp, openProcessPool } from './functions/peers.mjs';
import { interleave, pause, quantile, round } from './measure.mjs';

const run = promisify(execFile);
const sources = path.join(import.meta.dirname, 'functions');

const table = { regions: ['North', 'South', 'North'], amounts: [1, 2, 3.5] };
const plainTable = `import json, sys
sys.path.insert(0, ${JSON.stringify(sources)})
import tables
print(json.dumps(tables.totals_by_region(**json.loads(sys.argv[1]))))`;

/** Calls of declared functions beside those of a FastMCP server, of a ProcessPoolExecutor and of plain `python3 -c`; each waits for the result. */
export async function benchFunctions({ rounds = 60, calls = 1_000 } = {}) {
  const { python } = await ensurePythonEnvironment({ config: loadConfig() });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'python-coder-bench-'));
  const settings = {
    executionDir: `${folder}/run`,
    auditDir: `${folder}/audit`,
    outputDir: `${folder}/out`,
    stateDir: `${folder}/state`,
  };
  try {
    return [
      ...(await addTwoNumbers({ python, folder, settings, rounds })),
      ...(await importsPandas({ python, settings, rounds: 40 })),
      ...(await benchMixedCalls({ settings, calls })),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A function that does nothing: all of its time is overhead. */
async function addTwoNumbers({ python, folder, settings, rounds }) {
  const functions = createPythonFunctions({ config: path.join(sources, 'sums.yaml'), settings });
  const pool = openProcessPool({ python });
  const fastMcp = await openFastMcp({ python, folder });
  const ours = async () => (await functions.call('add', { a: 2, b: 3 })).result === 5;
  const peers = { 'ProcessPoolExecutor, over a pipe': async () => (await pool.add(2, 3)) === 5 };
  if (fastMcp.missing === undefined)
    peers['FastMCP, over stdio'] = async () => (await fastMcp.add(2, 3)) === 5;
  try {
    await warm(ours);
    const { samples, failures } = await interleave({ ours, ...peers }, rounds);
    const rows = Object.keys(peers).map((peer) => ({
      name: 'add',
      peer,
      ...compare(samples.ours, samples[peer]),
      failures: failures.ours + failures[peer],
    }));
    if (fastMcp.missing !== undefined) rows.push({ name: 'add', peer: fastMcp.missing });
    return [...rows, await atOnce('100 adds at once', ours)];
  } finally {
    await fastMcp[Symbol.asyncDispose]?.();
    await pool[Symbol.asyncDispose]();
    await functions[Symbol.asyncDispose]();
  }
}

/** A function whose module imports pandas: the interpreter has done so before the first call, `python3 -c` does so each time. */
async function importsPandas({ python, settings, rounds }) {
  const functions = createPythonFunctions({ config: path.join(sources, 'tables.yaml'), settings });
  const ours = async () => (await functions.call('totals_by_region', table)).result?.North === 4.5;
  const plain = async () => {
    const { stdout } = await run(python, ['-c', plainTable, JSON.stringify(table)]);
    return JSON.parse(stdout).North === 4.5;
  };
  try {
    await warm(ours);
    const { samples, failures } = await interleave({ ours, plain }, rounds);
    const row = { name: 'totals with pandas', peer: 'python3 -c', ...compare(samples.ours, samples.plain) };
    return [{ ...row, failures: failures.ours + failures.plain }, await atOnce('100 totals at once', ours)];
  } finally {
    await functions[Symbol.asyncDispose]();
  }
}

/** The first call makes the interpreter; the forks that wait beside it are there a moment later. */
async function warm(call) {
  await call();
  await pause(2_000);
}

function compare(ours, peers) {
  const [oursMs, peerMs] = [quantile(ours, 0.5), quantile(peers, 0.5)];
  return {
    oursMs: round(oursMs),
    p95Ms: round(quantile(ours, 0.95)),
    peerMs: round(peerMs),
    ratio: Math.round((peerMs / oursMs) * 100) / 100,
  };
}

/** How long half of them and the slowest twentieth wait. */
async function atOnce(name, call) {
  const start = performance.now();
  const ends = await Promise.all(
    Array.from({ length: 100 }, async () => ({ succeeded: await call(), ms: performance.now() - start })),
  );
  const samples = ends.map(({ ms }) => ms);
  const failures = ends.filter(({ succeeded }) => !succeeded).length;
  return { name, oursMs: round(quantile(samples, 0.5)), p95Ms: round(quantile(samples, 0.95)), failures };
}
