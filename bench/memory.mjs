import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { loadConfig } from '../dist/config/load-config.js';
import { createCPythonRuntime } from '../dist/sandbox/cpython-runtime.js';
import { ensurePythonEnvironment } from '../dist/sandbox/environment/ensure-python-environment.js';
import { pause, round } from './measure.mjs';

const wait = '\nimport time\nprint("ready", flush=True)\ntime.sleep(20)\n';
const programs = {
  standard: 'import statistics\nstatistics.mean(range(1000))',
  data: 'import pandas as pd\npd.DataFrame({"a": list("xyz") * 200, "b": range(600)}).groupby("a")["b"].mean().to_json()',
  full: 'import matplotlib.pyplot as plt\nplt.plot([1, 4, 2])\nplt.savefig("plot.png")',
};

/** MiB a warm interpreter holds, and what one waiting fork and one run add to it: PSS and private memory as the kernel counts them. */
export async function benchMemory() {
  const environment = await ensurePythonEnvironment({ config: loadConfig() });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'python-coder-memory-'));
  try {
    const rows = [];
    for (const [profile, code] of Object.entries(programs)) {
      const runtime = createCPythonRuntime({ environment, minimumTier: 'B', maxFiles: 10 });
      rows.push(await measure(runtime, { profile, code, folder }));
      await runtime[Symbol.asyncDispose]();
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(runtime, { profile, code, folder }) {
  const program = (text) => ({
    code: text,
    origin: 'untrusted',
    inputs: [],
    limits: { timeoutSeconds: 30, memoryMiB: 512, outputMiB: 1, diskMiB: 64 },
    runDir: path.join(folder, `${profile}-${Math.random()}`),
  });
  for (const settle of [0, 8_000, 2_000]) {
    await runtime.run(program(code)); // a profile that takes seconds to import is started at the second wish
    await pause(settle);
  }
  const { zygotes, forks } = processes();
  const controller = new AbortController();
  let running = 0;
  await runtime
    .run({
      ...program(code + wait),
      signal: controller.signal,
      onOutput: () => {
        running = Math.max(...processes().forks.map((pid) => memoryOf(pid, /^Private_/)));
        controller.abort();
      },
    })
    .catch(() => undefined);
  const held = forks.map((pid) => memoryOf(pid, /^Private_/));
  return {
    name: `memory-${profile}`,
    zygotePssMiB: round(Math.max(...zygotes.map((pid) => memoryOf(pid, /^Pss:/)))),
    forksReady: forks.length,
    forkPrivateMiB: round(Math.max(...held)),
    runPrivateMiB: round(running),
  };
}

/** Zygotes are the parents of the forks, which have no children. */
function processes() {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(name)]),
  );
  const ours = (pid) => pid !== undefined && (pid === process.pid || ours(parents.get(pid)));
  const below = [...parents.keys()].filter((pid) => pid !== process.pid && ours(pid));
  const forks = below.filter((pid) => !below.some((other) => parents.get(other) === pid));
  return { forks, zygotes: [...new Set(forks.map((pid) => parents.get(pid)))] };
}

function parentOf(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return undefined; // it has just ended
  }
}

/** Sum of the fields of smaps_rollup whose name fits, in MiB. */
function memoryOf(pid, names) {
  try {
    const lines = readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1').split('\n');
    return (
      lines
        .filter((line) => names.test(line))
        .reduce((sum, line) => sum + Number(/(\d+) kB/.exec(line)?.[1]), 0) / 1024
    );
  } catch {
    return 0;
  }
}
