import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { closeSandboxes, runInSandbox } from '../helpers/sandbox.ts';

/*
 * The second half of this file needs a host where systemd delegated a cgroup v2 with its memory controller:
 *   systemd-run --wait --pipe -p User=$USER -p Delegate=yes -p WorkingDirectory=$PWD npx vitest run tests/sandbox/cgroup.test.ts
 * A stock Debian 12 in a virtual machine has all of it. To see that the kernel and not the watch ends a program there, set
 * INTERVAL_SECONDS in src/python/pool/run_watch.py to 600: without `-p Delegate=yes` the second test's program then keeps
 * its memory and finishes.
 */
const isLinux = process.platform === 'linux';
const layerOf = async (tier: 'A' | 'B') => (await runInSandbox('', { tier })).isolation.layers.cgroup;
const isDelegated = isLinux && (await layerOf('A'))?.active === true;

/** Why this host can't have cgroups made, read from the kernel without the code under test. */
function expectedReason(): string {
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  const mount = mounts.find((line) => line.includes(' - cgroup2 '));
  if (!mount) return 'this host has no cgroup v2';
  const own = /^0::(.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1] ?? '/';
  const controllers = readFileSync(`${mount.split(' ')[4]}${own}/cgroup.controllers`, 'utf8').split(/\s+/);
  return controllers.includes('memory')
    ? 'not marked as delegated'
    : 'cgroup v2 has no memory controller here';
}

afterAll(closeSandboxes);

describe.runIf(isLinux && !isDelegated)('a host that delegated no cgroup', () => {
  it.each(['A', 'B'] as const)('is told why in the attestation of tier %s', async (tier) => {
    const layer = await layerOf(tier);
    expect(layer).toEqual({
      active: false,
      detail: expect.stringMatching(/; memory is held by RLIMIT_DATA and a watch$/),
    });
    expect(layer?.detail).toContain(expectedReason());
  });
});

describe.runIf(isDelegated).each(['A', 'B'] as const)('with a delegated cgroup in tier %s', (tier) => {
  it('attests what holds a program', async () => {
    expect(await layerOf(tier)).toEqual({
      active: true,
      detail: 'memory.max per run, pids.max 64, memory.oom.group 1, memory.swap.max 0',
    });
  });

  it('ends a program that hides memory from the resource limits, and names the limit', async () => {
    const code = `import ctypes, time
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
for _ in range(60):
    block = libc.mmap(None, 10 << 20, 3, 0x22, -1, 0)
    ctypes.memset(block, 1, 10 << 20)
    libc.mprotect(ctypes.c_void_p(block), 10 << 20, 1)
time.sleep(2)
print("kept 600 MiB")`;
    const run = await runInSandbox(code, { tier, limits: { memoryMiB: 64, diskMiB: 32 } });
    expect(run).toMatchObject({ status: 'out-of-memory', signal: 'SIGKILL', stdout: '' });
    expect(run.reason).toContain('64 MiB');
  });

  it('lets a program fill its memory and its folder to their limits', async () => {
    const code = `block = b"x" * (1 << 20)
with open("large", "wb") as file:
    for _ in range(30):
        file.write(block)
held = bytearray(50 << 20)
print("both")`;
    const run = await runInSandbox(code, { tier, limits: { memoryMiB: 64, diskMiB: 32 } });
    expect(run).toMatchObject({ status: 'finished', stdout: 'both\n' });
  });

  it('gives a program no way to its own ceiling', async () => {
    const code = `import os
reached = []
for place in (*range(3, 256), "/sys/fs/cgroup"):
    try:
        name = "cgroup.procs" if isinstance(place, int) else place
        os.open(name, os.O_RDONLY, dir_fd=place if isinstance(place, int) else None)
        reached.append(place)
    except OSError:
        continue
print(reached)`;
    expect(await runInSandbox(code, { tier })).toMatchObject({ status: 'finished', stdout: '[]\n' });
  });

  it('moves this process out of the way, into a cgroup named for it', () => {
    expect(readFileSync('/proc/self/cgroup', 'utf8')).toMatch(/^0::.*\/supervisor$/m);
  });
});
