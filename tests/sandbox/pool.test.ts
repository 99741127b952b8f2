import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import type { Program } from '../../src/contracts/runtime.ts';
import { Admission } from '../../src/sandbox/pool/admission.ts';
import { ProfilePools } from '../../src/sandbox/pool/profile-pools.ts';
import { profileOf } from '../../src/sandbox/pool/profiles.ts';
import { WarmRunner } from '../../src/sandbox/warm-runner.ts';
import { familyOf, isLiving, kill } from '../helpers/processes.ts';
import { testEnvironment } from '../helpers/python-environment.ts';

let folder: string;
let runner: WarmRunner;
/** The shared runner's interpreters, which the faults of other tests must not meet: their forks come and go below them. */
let shared: Set<number>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'pool-test-'));
  runner = await newRunner();
  await run('import numpy');
  await run('pass');
  shared = new Set(zygotePids());
});
afterAll(async () => {
  await runner[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function newRunner(): Promise<WarmRunner> {
  const readonly = [path.join(packageRoot, 'src/python')];
  return new WarmRunner(
    { tier: 'A', environment: await testEnvironment(), readonly },
    { maxFiles: 10, maxInterpreters: 4 },
  );
}

async function run(code: string, options: Partial<Program> = {}, by = runner) {
  const limits = { timeoutSeconds: 20, memoryMiB: 256, outputMiB: 4, diskMiB: 16 };
  const runDir = await mkdtemp(path.join(folder, 'run-'));
  try {
    return await by.run({ code, origin: 'untrusted', inputs: [], limits, runDir, ...options });
  } finally {
    await rm(runDir, { recursive: true, force: true });
  }
}

/** The interpreters below this process, without those at or below the given ones. */
function zygotePids(options: { without?: Set<number> } = {}): number[] {
  return familyOf(process.pid, options)
    .map(({ pid }) => pid)
    .filter((pid) => ofProcess(pid, 'cmdline').includes('zygote.py'));
}

/** What the kernel says of a process in this file; empty once it has ended. */
function ofProcess(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

describe('the pool', () => {
  it('finishes a hundred simultaneous runs, in the order they were asked for', async () => {
    const limits = { timeoutSeconds: 20, memoryMiB: 256, outputMiB: 4, diskMiB: 16 };
    const parent = await mkdtemp(path.join(folder, 'hundred-'));
    const runDirs = await Promise.all(Array.from({ length: 100 }, () => mkdtemp(path.join(parent, 'run-'))));
    const order: number[] = [];
    const runs = runDirs.map(async (runDir, index) => {
      const outcome = await runner.run({
        code: `print(${index})`,
        origin: 'untrusted',
        inputs: [],
        limits,
        runDir,
      });
      expect(outcome.stdout).toBe(`${index}\n`);
      order.push(index);
    });
    await Promise.all(runs);
    await rm(parent, { recursive: true });
    // A run begins when an earlier one has ended, so none can end far ahead of its turn, however slow another one is.
    const early = order.filter(
      (index, position) => index - position > Math.max(4, os.availableParallelism()),
    );
    expect(early).toEqual([]);
  });

  it('gives every run its own randomness', async () => {
    const code =
      'import random, uuid, numpy\nprint(random.random(), numpy.random.rand(), numpy.random.default_rng().random(), uuid.uuid4())';
    const outputs = [];
    for (let index = 0; index < 4; index += 1) outputs.push((await run(code)).stdout.trim().split(' '));
    for (const column of [0, 1, 2, 3]) expect(new Set(outputs.map((words) => words[column])).size).toBe(4);
  });

  it('keeps nothing of one run for the next, not even in memory', async () => {
    await run('secret = "canary-" + "of-run-one"\nimport sys\nsys.canary = secret\nprint(secret)');
    const code = `import ctypes, gc, sys
needle = "canary-" + "of-run-" + "one"
found = [type(o).__name__ for o in gc.get_objects() if isinstance(o, dict) and needle in map(str, o.values()) and o is not globals()]
print(hasattr(sys, "canary"), found)`;
    expect((await run(code)).stdout).toBe('False []\n');
  });

  it('heals when its zygote is killed: the run is lost with a clear error, the next one works', async () => {
    await using own = await newRunner();
    await run('pass', {}, own);
    const before = zygotePids({ without: shared });
    let started: () => void = () => undefined;
    const up = new Promise<void>((resolve) => {
      started = resolve;
    });
    const lost = run('print("up")\nimport time\ntime.sleep(30)', { onOutput: () => started() }, own);
    lost.catch(() => undefined);
    await up;
    for (const pid of before) kill(pid);
    await expect(lost).rejects.toMatchObject({
      code: 'lost',
      message: expect.stringContaining('the run is lost'),
    });
    expect((await run('print("healed")', {}, own)).stdout).toBe('healed\n');
  });

  it('lets a run be cancelled while it waits for its turn', async () => {
    const controller = new AbortController();
    const busy = Array.from({ length: 8 }, () => run('import time\ntime.sleep(0.3)'));
    const waiting = run('print("never")', { signal: controller.signal });
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    await Promise.all(busy);
  });
});

describe('admission', () => {
  const open = () => new Admission({ maxRunning: 1, maxWaiting: 1 });

  it('refuses as busy when the queue is full', async () => {
    const admission = open();
    await admission.enter(undefined);
    const second = admission.enter(undefined);
    await expect(admission.enter(undefined)).rejects.toMatchObject({ code: 'busy' });
    admission.leave();
    await second;
  });

  it('frees the place of a cancelled waiter', async () => {
    const admission = open();
    const controller = new AbortController();
    await admission.enter(undefined);
    const cancelled = admission.enter(controller.signal);
    controller.abort();
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    const next = admission.enter(undefined);
    admission.leave();
    await next;
  });
});

describe('the profile of a program', () => {
  it.each([
    ['print(1)', 'standard'],
    ['import json, math', 'standard'],
    ['import pandas as pd', 'data'],
    ['def f():\n    from numpy import mean', 'data'],
    ['import pandas\nimport matplotlib.pyplot as plt', 'full'],
    ['text = "import pandas"', 'standard'],
    ['import docx', 'files'],
    ['import h5py\nimport seaborn', 'full'],
  ])('%j is %s', (code, profile) => {
    expect(profileOf({ code })).toBe(profile);
  });

  it('counts what the program imports without naming it', () => {
    expect(profileOf({ code: 'import pandas', imports: ['pypdf'] })).toBe('files');
    expect(profileOf({ code: 'import sys', imports: ['rendering'] })).toBe('templates');
  });

  it('that takes seconds to warm up is started when it is wanted a second time, and a quick one serves until then', async () => {
    const environment = await testEnvironment();
    await using pools = new ProfilePools({
      tier: 'A',
      environment,
      readonly: [path.join(packageRoot, 'src/python')],
      fixedHashes: false,
    });
    expect(pools.choose('files')).toBe(pools.of('data'));
    expect(pools.choose('files')).toBe(pools.of('data'));
    await vi.waitFor(() => expect(pools.choose('files')).toBe(pools.of('files')), { timeout: 60_000 });
    expect(pools.choose('standard')).toBe(pools.of('standard'));
  }, 70_000);
});

describe('a thousand runs', () => {
  it('leave no process, descriptor, mount or folder behind and do not grow the zygote', async () => {
    await using own = await newRunner();
    const programs = [
      'print("x")',
      'raise ValueError("x")',
      'import os\nos._exit(3)',
      'open("f", "w").write("x" * 10000)',
    ];
    const all = async (count: number) => {
      for (let index = 0; index < count; index += 2) {
        await Promise.all(
          [0, 1].map((offset) => run(programs[(index + offset) % programs.length] as string, {}, own)),
        );
      }
    };
    // What the pool holds when nothing runs: an interpreter, the parent of its namespace, and two processes in waiting.
    const isQuiet = () =>
      vi.waitFor(() => expect(zygotePids({ without: shared })).toHaveLength(4), { timeout: 30_000 });
    await all(40);
    await isQuiet();
    const before = footprint();
    const hash = () => run('print(hash("seed"))', {}, own).then(({ stdout }) => stdout);
    const oldSeed = await hash();
    expect(await hash()).toBe(oldSeed);
    await all(1_000);
    expect(await hash()).not.toBe(oldSeed); // the zygote has been renewed on the way
    await isQuiet(); // a renewal may have been under way
    const after = footprint();
    expect(after.zombies).toBe(0);
    expect(after.descriptors - before.descriptors).toBeLessThanOrEqual(4);
    expect(after.mounts - before.mounts).toBeLessThanOrEqual(4);
    expect(after.zygoteKiB / before.zygoteKiB).toBeLessThan(1.1);
    expect(await readdir(folder)).toEqual([]);
  }, 120_000);
});

/** What this process and its zygotes hold now. */
function footprint() {
  const pids = zygotePids();
  const sizes = pids.map((pid) => Number(/^VmRSS:\s+(\d+)/m.exec(ofProcess(pid, 'status'))?.[1] ?? 0));
  return {
    zombies: familyOf(process.pid).filter((one) => !isLiving(one)).length,
    descriptors: readdirSync('/proc/self/fd').length,
    mounts: Math.max(...pids.map((pid) => ofProcess(pid, 'mountinfo').split('\n').length)),
    zygoteKiB: Math.max(...sizes),
  };
}
