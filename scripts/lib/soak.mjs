import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { quantile, round } from '../../bench/measure.mjs';
import { loadConfig } from '../../dist/config/load-config.js';
import { createCPythonRuntime } from '../../dist/sandbox/cpython-runtime.js';
import { ensurePythonEnvironment } from '../../dist/sandbox/environment/ensure-python-environment.js';
import { TaskFolders } from '../../dist/workspace/task-folders.js';
import { settledFootprint } from './host-footprint.mjs';
import { inputText, runOne } from './soak-workload.mjs';

/** Runs of every kind that come before the first look: pools are warm then and Node has grown to its working size. */
const warmUpRuns = 600;

/** Sends a mixed workload through the runtime and tells what is held before, after, and when the runtime is closed. */
export async function soak({ runs, callers, onProgress }) {
  const environment = await ensurePythonEnvironment({ config: loadConfig() });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'python-coder-soak-'));
  const executionDir = path.join(folder, 'execution');
  const input = path.join(folder, 'data.csv');
  await mkdir(executionDir);
  await writeFile(input, inputText);
  const runtime = createCPythonRuntime({ environment, minimumTier: 'B', maxFiles: 20 });
  const folders = new TaskFolders({ executionDir, stateDir: path.join(folder, 'state') });
  const world = { runtime, folders, input };
  try {
    await share(warmUpRuns, { callers, work: (index) => runOne(index, world) });
    const before = await settledFootprint({ executionDir });
    const measured = await measure({ runs, callers, world, onProgress });
    const after = await settledFootprint({ executionDir });
    await runtime[Symbol.asyncDispose]();
    const closed = await settledFootprint({ executionDir });
    return { runs, callers, ...measured, before, after, closed };
  } finally {
    await runtime[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure({ runs, callers, world, onProgress }) {
  const samples = [];
  const endings = {};
  const failures = [];
  const start = performance.now();
  const work = async (index) => {
    const from = performance.now();
    const { ending, wrong } = await runOne(index, world);
    samples[index] = performance.now() - from;
    endings[ending] = (endings[ending] ?? 0) + 1;
    if (wrong !== null) failures.push(wrong);
    if ((index + 1) % 100 === 0 || index + 1 === runs) onProgress(index + 1);
  };
  await share(runs, { callers, work });
  const tenth = Math.floor(runs / 10);
  return {
    seconds: round((performance.now() - start) / 1000),
    firstTenth: quantiles(samples.slice(0, tenth)),
    lastTenth: quantiles(samples.slice(-tenth)),
    endings,
    failures,
  };
}

/** Works through the numbers below `count` with a few callers at a time. */
async function share(count, { callers, work }) {
  let next = 0;
  const caller = async () => {
    for (let index = next++; index < count; index = next++) await work(index);
  };
  await Promise.all(Array.from({ length: callers }, caller));
}

function quantiles(samples) {
  const at = (part) => round(quantile(samples, part));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
