import os from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { descendantsOf } from '../helpers/processes.ts';
import { closeSandboxes, runInSandbox, type SandboxRun } from '../helpers/sandbox.ts';
import { ownPoolFolders } from './pool-folders.ts';

afterAll(closeSandboxes);

const sleeps = 'import time\nprint("up", flush=True)\ntime.sleep(60)';
const floods = 'while True: print("x" * 10000)';
const large = { 'large.bin': 'x'.repeat(24 << 20) };

interface Moment {
  when: string;
  code: string;
  /** Calls `cancel` at the moment, with the run's options to hook into; by default at once, before anything can happen. */
  arrange?: (cancel: () => void) => SandboxRun;
}

/** Cancels that long after the start, wherever the run is then. */
function after(milliseconds: number, options: SandboxRun = {}): NonNullable<Moment['arrange']> {
  return (cancel) => {
    setTimeout(cancel, milliseconds);
    return options;
  };
}

/** Cancels with the n-th piece of output. */
function atOutput(count: number): NonNullable<Moment['arrange']> {
  return (cancel) => {
    let seen = 0;
    const onOutput = (): void => {
      seen += 1;
      if (seen === count) cancel();
    };
    return { onOutput, limits: { outputMiB: 64 } };
  };
}

const moments: Moment[] = [
  { when: 'before it starts', code: sleeps },
  ...[0, 1, 2, 4, 8, 16].map((ms) => ({ when: `after ${ms} ms`, code: sleeps, arrange: after(ms) })),
  ...[4, 12, 24, 48].map((ms) => ({
    when: `${ms} ms after its inputs began to stream`,
    code: `len(open("large.bin").read())\n${sleeps}`,
    arrange: after(ms, { inputs: large }),
  })),
  { when: 'at its first output', code: sleeps, arrange: atOutput(1) },
  { when: 'while its output floods', code: floods, arrange: atOutput(40) },
  {
    when: 'while it writes files',
    code: `open("f", "wb").write(bytes(8 << 20))\n${sleeps}`,
    arrange: atOutput(1),
  },
];

describe.each(['A', 'B'] as const)('a run in tier %s that is cancelled', (tier) => {
  it.each(moments)('$when ends as cancelled and leaves nothing', async ({ code, arrange }) => {
    await runInSandbox('pass', { tier });
    const controller = new AbortController();
    const cancel = (): void => controller.abort();
    const options = arrange?.(cancel) ?? {};
    if (!arrange) cancel();
    const running = runInSandbox(code, { tier, ...options, signal: controller.signal });
    await expect(running).rejects.toMatchObject({ name: 'CoderError', code: 'cancelled' });
    expect((await runInSandbox('print(42)', { tier })).stdout).toBe('42\n');
    // Beside the interpreter and the processes that wait for a program, none is left.
    await expect.poll(() => descendantsOf(process.pid).length, { timeout: 10_000 }).toBeLessThanOrEqual(8);
  });

  it('while it waits for its turn never starts, and those around it finish', async () => {
    const controller = new AbortController();
    const around = () => runInSandbox('import time\ntime.sleep(0.1)\nprint(1)', { tier });
    const before = Array.from({ length: os.availableParallelism() + 2 }, around);
    let started = false;
    const waiting = runInSandbox('print("never")', {
      tier,
      signal: controller.signal,
      onOutput: () => {
        started = true;
      },
    });
    const behind = around();
    setTimeout(() => controller.abort(), 5);
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    for (const run of await Promise.all([...before, behind])) expect(run.stdout).toBe('1\n');
    expect(started).toBe(false);
  });

  it('at its very end is either finished or cancelled, never anything else', async () => {
    const endings = new Set<string>();
    for (let moment = 0; moment < 12; moment += 1) {
      const controller = new AbortController();
      const run = runInSandbox('print("done")', {
        tier,
        signal: controller.signal,
        onOutput: () => setTimeout(() => controller.abort(), moment / 2),
      });
      endings.add(
        await run.then(
          ({ status }) => status,
          (error) => error.code,
        ),
      );
    }
    expect([...endings].filter((ending) => ending !== 'finished' && ending !== 'cancelled')).toEqual([]);
  });

  it('holds no folder of its own afterwards', async () => {
    await closeSandboxes();
    expect(await ownPoolFolders()).toEqual([]);
    expect(descendantsOf(process.pid)).toEqual([]);
  });
});
