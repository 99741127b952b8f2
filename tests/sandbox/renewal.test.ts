import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import type { ForkedProcess } from '../../src/sandbox/pool/forked-process.ts';
import { ProcessDemand } from '../../src/sandbox/pool/process-demand.ts';
import { ZygotePool } from '../../src/sandbox/pool/zygote-pool.ts';
import { testEnvironment } from '../helpers/python-environment.ts';

const pools: ZygotePool[] = [];
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool[Symbol.asyncDispose]())));

async function open(runsPerZygote: number): Promise<ZygotePool> {
  const environment = await testEnvironment();
  const readonly = [path.join(packageRoot, 'src/python')];
  const pool = new ZygotePool({
    tier: 'A',
    profile: 'standard',
    environment,
    fixedHashes: false,
    readonly,
    runsPerZygote,
  });
  pools.push(pool);
  return pool;
}

describe('a zygote that has served its runs', () => {
  it('goes on serving while the next one warms up, and then makes way for it', async () => {
    const pool = await open(1);
    const first = await pool.acquire();
    await pool.release(first);
    expect(pool.isWarm).toBe(true);
    const zygotes = new Set([first.zygote]);
    while (zygotes.size < 3) {
      const forked = await pool.acquire();
      zygotes.add(forked.zygote);
      expect(pool.isWarm).toBe(true);
      await pool.release(forked);
    }
    const [old] = zygotes;
    await old?.exited;
  });

  it('makes way as well when it has grown', async () => {
    const pool = await open(1_000);
    const first = await pool.acquire();
    first.zygote.hasGrown = true;
    await pool.release(first);
    let latest: ForkedProcess;
    do {
      latest = await pool.acquire();
      await pool.release(latest);
    } while (latest.zygote === first.zygote);
    expect(latest.zygote.hasGrown).toBe(false);
  });

  it('ends only when its last run has ended', async () => {
    const pool = await open(2);
    const running = await pool.acquire();
    let latest: ForkedProcess;
    do {
      latest = await pool.acquire();
      await pool.release(latest);
    } while (latest.zygote === running.zygote);
    expect(running.zygote.hasEnded).toBe(false);
    expect(running.isAlive).toBe(true);
    await pool.release(running);
    await running.zygote.exited;
  });

  it('is replaced at once when it died', async () => {
    const pool = await open(100);
    const forked = await pool.acquire();
    await forked.zygote[Symbol.asyncDispose]();
    await pool.release(forked);
    const next = await pool.acquire();
    expect(next.zygote).not.toBe(forked.zygote);
    await pool.release(next);
  });
});

describe('processes kept ready', () => {
  it('are two at rest, as many as ran at once under load, and never more than the host has cores', () => {
    const demand = new ProcessDemand({ most: 4 });
    expect(demand.wanted).toBe(2);
    for (const running of [1, 3, 2]) demand.note(running);
    expect(demand.wanted).toBe(3);
    demand.note(50);
    expect(demand.wanted).toBe(4);
  });
});
