import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createPyodideRuntime, DenoHost } from '../dist/tools/pyodide/pyodide.js';
import { pause, quantile, round } from './measure.mjs';

/** Starts of an interpreter without and with the memory of another, and executions in one that is there. */
export async function benchPyodide({ starts = 5, calls = 200 } = {}) {
  const cacheDir = await mkdtemp(path.join(os.tmpdir(), 'python-coder-bench-'));
  const limits = { memoryMiB: 512 };
  try {
    const first = new DenoHost({ cacheDir });
    const cold = await timed(() => first.start(limits));
    await cold.value.terminate();
    await untilKept(path.join(cacheDir, 'pyodide'));
    await first.dispose();
    const host = new DenoHost({ cacheDir });
    const samples = [];
    for (let at = 0; at < starts; at++) {
      const { value, ms } = await timed(() => host.start(limits));
      await value.terminate();
      samples.push(ms);
    }
    const runtime = createPyodideRuntime({ host, limits });
    await runtime.init();
    const kept = [];
    for (let at = 0; at < calls; at++)
      kept.push((await timed(() => runtime.execute('1 + 1', { keepState: true }))).ms);
    await runtime.dispose();
    return [
      { name: 'first start', p50Ms: round(cold.ms) },
      { name: 'start from a snapshot', p50Ms: round(quantile(samples, 0.5)) },
      {
        name: 'execution that keeps state',
        p50Ms: round(quantile(kept, 0.5)),
        p95Ms: round(quantile(kept, 0.95)),
      },
    ];
  } finally {
    await rm(cacheDir, { recursive: true, force: true });
  }
}

async function timed(action) {
  const start = performance.now();
  return { value: await action(), ms: performance.now() - start };
}

/** The memory for later starts is made while nobody waits for it. */
async function untilKept(folder) {
  for (let tries = 0; tries < 600; tries++) {
    if ((await readdir(folder)).some((name) => name.endsWith('.snapshot'))) return;
    await pause(100);
  }
  throw new Error('No snapshot was kept within a minute.');
}
