import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { testEnvironment } from '../helpers/python-environment.ts';
import { runInSandbox } from '../helpers/sandbox.ts';

const tiers = ['A', 'B'] as const;
const hasSwap =
  existsSync('/proc/swaps') && readFileSync('/proc/swaps', 'utf8').trim().split('\n').length > 1;

/** Each holds 160 MiB that `RLIMIT_DATA` does not count, or hides them from who looks; the limit is 64 MiB. */
const tricks: { name: string; code: string; needs?: boolean }[] = [
  { name: 'is made read-only once it is filled', code: 'hide(160 << 20)\nwait()' },
  {
    name: 'is held after the first thread has left',
    code: 'def hold():\n    time.sleep(0.2)\n    hide(160 << 20)\n    wait()\n    os._exit(0)\nthreading.Thread(target=hold).start()\nlibc.syscall(60, 0)',
  },
  {
    name: 'is held by threads that take turns after the first one has left',
    code: `def relay():
    time.sleep(0.002)
    if time.monotonic() > end:
        print("kept it", flush=True)
        os._exit(0)
    threading.Thread(target=relay).start()
def begin():
    global end
    time.sleep(0.2)
    hide(160 << 20)
    end = time.monotonic() + seconds
    relay()
threading.Thread(target=begin).start()
libc.syscall(60, 0)`,
  },
  {
    name: 'is the kernel’s own, for pages mapped far from each other',
    code: `for n in range(24_000):
    address = libc.mmap(ctypes.c_void_p((n + 16) << 30), ctypes.c_size_t(4096), 1, 0x100022, -1, ctypes.c_long(0))
    ctypes.string_at(address, 1)
wait()`,
  },
  {
    name: 'is swapped out',
    code: `for _ in range(4):
    for block in hide(40 << 20): libc.madvise(ctypes.c_void_p(block), ctypes.c_size_t(10 << 20), 21)
wait()`,
    needs: hasSwap,
  },
];

function hiding(code: string, seconds: number): string {
  return `import ctypes, os, threading, time
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
seconds = ${seconds}
def hide(size):
    held = []
    for _ in range(size // (10 << 20)):
        held.append(libc.mmap(None, ctypes.c_size_t(10 << 20), 3, 0x22, -1, ctypes.c_long(0)))
        ctypes.memset(held[-1], 1, 10 << 20)
        libc.mprotect(ctypes.c_void_p(held[-1]), ctypes.c_size_t(10 << 20), 1)
    return held
def wait():
    time.sleep(seconds)
    print("kept it", flush=True)
${code}`;
}

describe.each(tiers)('in tier %s', (tier) => {
  const possible = tricks.filter(({ needs = true }) => needs);

  it.each(possible)('memory ends the program even when it $name', async ({ code }) => {
    const run = await runInSandbox(hiding(code, 15), { tier, limits: { memoryMiB: 64 } });
    expect(run).toMatchObject({
      status: 'out-of-memory',
      reason: 'It needed more than the 64 MiB of memory it may use.',
      signal: 'SIGKILL',
      stdout: '',
    });
  });

  it.each(possible)('memory under a larger limit may be such that it $name', async ({ code }) => {
    const run = await runInSandbox(hiding(code, 0.3), { tier, limits: { memoryMiB: 512 } });
    expect(run).toMatchObject({ status: 'finished', stdout: 'kept it\n' });
  });

  it('memory is found by a last look at a program that is done', async () => {
    const run = await runInSandbox(hiding('hide(70 << 20)', 0), { tier, limits: { memoryMiB: 64 } });
    expect(run.status).toBe('out-of-memory');
  });

  it('neither memory below the limit nor files that are mapped end a program that is done', async () => {
    const code = `import mmap
block = bytearray(b"x") * (50 << 20)
with open("large", "w+b") as file:
    for _ in range(100): file.write(bytes(1 << 20))
    file.flush()
    mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
print(len(block), sum(mapped[place] for place in range(0, len(mapped), 4096)))
__builtins__.kept = block, mapped`;
    const run = await runInSandbox(code, { tier, limits: { memoryMiB: 64, diskMiB: 150 } });
    expect(run).toMatchObject({ status: 'finished', stdout: `${50 * 2 ** 20} 0\n` });
  });
});

/** What the watch makes of a process as a made-up /proc shows it. */
async function readFrom(threads: Record<string, string>): Promise<string> {
  const proc = await mkdtemp(path.join(os.tmpdir(), 'proc-'));
  try {
    for (const [name, status] of Object.entries(threads)) {
      const folder = path.join(proc, '7', ...(name === '7' ? [] : ['task', name]));
      await mkdir(folder, { recursive: true });
      await writeFile(path.join(folder, 'status'), status);
      const exiting = status.includes('RssAnon') ? 0 : 4;
      await writeFile(path.join(folder, 'stat'), `7 (x) y) R 1 1 1 0 -1 ${exiting} 0 0`);
    }
    const program = `import os, sys
sys.path.insert(0, sys.argv[1])
from pool import living_thread, memory_watch
proc = os.open(sys.argv[2], os.O_RDONLY)
try:
    living_thread.look(proc, 7, lambda thread, status: print(thread, memory_watch.held_bytes(status)))
except OSError as error:
    print(type(error).__name__)`;
    const { python } = await testEnvironment();
    const modules = path.join(packageRoot, 'src/python');
    const { stdout } = await execa(python, ['-I', '-B', '-c', program, modules, proc]);
    return stdout;
  } finally {
    await rm(proc, { recursive: true, force: true });
  }
}

describe('the watch', () => {
  const memory = 'VmHWM:\t900 kB\nRssAnon:\t100 kB\nRssShmem:\t800 kB\nVmSwap:\t50 kB\n';

  it('counts what was swapped out, and page tables beyond those of any ordinary program', async () => {
    expect(await readFrom({ 7: `Threads:\t1\n${memory}VmPTE:\t16384 kB\n` })).toBe(`7 ${150 * 1024}`);
    expect(await readFrom({ 7: `Threads:\t1\n${memory}VmPTE:\t16394 kB\n` })).toBe(`7 ${160 * 1024}`);
  });

  it('looks through another thread where the first one has left', async () => {
    const threads = { 7: 'Threads:\t3\n', 8: 'Threads:\t3\n', 9: `Threads:\t3\n${memory}` };
    expect(await readFrom(threads)).toBe(`7/task/9 ${150 * 1024}`);
  });

  it('takes a process for ended when all its threads are leaving, and for unwatchable when one was missed', async () => {
    expect(await readFrom({ 7: 'Threads:\t2\n', 8: 'Threads:\t2\n', 9: 'Threads:\t2\n' })).toBe(
      'ProcessLookupError',
    );
    expect(await readFrom({ 7: 'Threads:\t3\n', 8: 'Threads:\t3\n', 9: 'Threads:\t3\n' })).toBe(
      'BlockingIOError',
    );
  });
});
