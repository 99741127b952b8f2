import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { familyOf, isLiving } from '../helpers/processes.ts';
import { closeSandboxes, runInSandbox } from '../helpers/sandbox.ts';

/** Programs that end in unusual ways. */
const endings = [
  'pass',
  'import os\nos._exit(3)',
  'import ctypes\nctypes.string_at(0)',
  'import os\nos.kill(os.getpid(), 9)',
  'raise MemoryError',
  'import os\nos.closerange(0, 256)\nwhile True: pass',
  'import threading, time\nfor _ in range(20): threading.Thread(target=time.sleep, args=(60,), daemon=True).start()',
  'import os\nfor n in range(300): os.makedirs(f"{n}/{n}")',
  'open("sparse", "wb").truncate(1 << 20)',
  'while True: print("x" * 100000)',
];

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** What this process and its interpreters hold of the host. */
function holdings() {
  const processes = familyOf(process.pid);
  const links = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return '';
    }
  });
  return {
    processes: processes.length,
    zombies: processes.filter((one) => !isLiving(one)).length,
    sockets: links.filter((link) => link.startsWith('socket:')).length,
    files: links.filter((link) => link.startsWith('/')).length,
    slots: Math.max(
      0,
      ...processes.map(({ pid }) => (read(`/proc/${pid}/mountinfo`).match(/ \/slots\/\d+ /g) ?? []).length),
    ),
    hostMounts: read('/proc/self/mountinfo').split('\n').length,
  };
}

afterAll(closeSandboxes);

describe.runIf(process.platform === 'linux').each(['A', 'B'] as const)('in tier %s', (tier) => {
  it('programs that end in unusual ways leave no process, zombie, descriptor or mount', async () => {
    const limits = { timeoutSeconds: 0.3, outputMiB: 1 };
    for (let n = 0; n < 3; n++) await runInSandbox('pass', { tier });
    await expect.poll(() => familyOf(process.pid).length, { timeout: 5_000 }).toBeGreaterThan(2);
    const settled = async () => {
      let last = '';
      await expect
        .poll(
          () => {
            const now = JSON.stringify(holdings());
            const same = now === last;
            last = now;
            return same;
          },
          { timeout: 10_000, interval: 150 },
        )
        .toBe(true);
      return JSON.parse(last) as ReturnType<typeof holdings>;
    };
    const before = await settled();
    expect(before.zombies).toBe(0);
    if (tier === 'A') expect(before.slots).toBeGreaterThan(0);
    await Promise.all([...endings, ...endings].map((code) => runInSandbox(code, { tier, limits })));
    await expect.poll(holdings, { timeout: 10_000 }).toEqual(before);
    await closeSandboxes();
    expect(familyOf(process.pid)).toEqual([]);
    expect(holdings().hostMounts).toBe(before.hostMounts);
  });
});
