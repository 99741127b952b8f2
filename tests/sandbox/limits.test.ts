import { describe, expect, it } from 'vitest';
import type { RunStatus } from '../../src/contracts/run-record.ts';
import { runInSandbox } from '../helpers/sandbox.ts';

interface Excess {
  /** What the program does, after "a program that". */
  does: string;
  code: string;
  status: RunStatus;
  reason: string | { A: string; B: string };
  /** In tier A it may go on, or its reason depends on what the kernel has freed already: the mount holds it anyway. */
  onlyIn?: 'B';
}

const limits = { timeoutSeconds: 20, memoryMiB: 256, outputMiB: 2, diskMiB: 8 };
const disk = 'It needed more than the 8 MiB that its files may take together.';
const entries = 'It needed more than the 20000 files and folders it may make.';
const tooMuchOutput = 'It printed more than 2 MiB and was stopped.';

/** A program that does this in a second thread, when the one that all see first is gone. */
function withoutFirstThread(work: string): string {
  return `import ctypes, os, threading, time
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
def work():
    time.sleep(0.2)
    ${work.replaceAll('\n', '\n    ')}
    time.sleep(15)
    os._exit(0)
threading.Thread(target=work).start()
libc.syscall(60, 0)`;
}

const excesses: Excess[] = [
  {
    does: 'needs more memory',
    code: 'block = bytearray(400 << 20)',
    status: 'out-of-memory',
    reason: 'It needed more than the 256 MiB of memory it may use.',
  },
  {
    does: 'prints too much',
    code: 'while True: print("x" * 1000)',
    status: 'output-too-large',
    reason: tooMuchOutput,
  },
  {
    does: 'complains too much',
    code: 'import sys\nwhile True: print("x" * 1000, file=sys.stderr)',
    status: 'output-too-large',
    reason: tooMuchOutput,
  },
  {
    does: 'opens too many files',
    code: 'held = []\nwhile True: held.append(open("data.csv"))',
    status: 'failed',
    reason: 'It opened more than the 256 files it may have open at once.',
  },
  {
    does: 'runs too many threads',
    code: 'import threading, time\nthreading.stack_size(1 << 16)\nfor _ in range(500): threading.Thread(target=time.sleep, args=(30,), daemon=True).start()\ntime.sleep(30)',
    status: 'failed',
    reason: {
      A: 'It failed while it ran as many threads as it may, 64 at once.',
      B: 'It ran more than 64 threads at once.',
    },
  },
  {
    does: 'writes one file that is too large',
    code: 'open("large", "wb").write(bytes(9 << 20))',
    status: 'disk-full',
    reason: disk,
  },
  {
    does: 'writes many files that are too large together',
    code: 'import time\nfor n in range(20): open(str(n), "wb").write(bytes(1 << 20))\ntime.sleep(30)',
    status: 'disk-full',
    reason: disk,
  },
  {
    does: 'deletes its files but keeps them open',
    code: 'import os, time\nheld = []\nfor n in range(20):\n    held.append(open("x", "wb"))\n    os.unlink("x")\n    held[-1].write(bytes(1 << 20))\ntime.sleep(30)',
    status: 'disk-full',
    reason: disk,
    onlyIn: 'B',
  },
  {
    does: 'deletes and closes its files but keeps them mapped',
    code: 'import ctypes, os, time\nlibc = ctypes.CDLL(None)\nlibc.mmap.restype = ctypes.c_void_p\nfor n in range(20):\n    file = open("x", "w+b")\n    file.write(bytes(1 << 20))\n    file.flush()\n    libc.mmap(None, ctypes.c_size_t(4096), 1, 2, file.fileno(), ctypes.c_long(0))\n    os.unlink("x")\n    file.close()\ntime.sleep(30)',
    status: 'disk-full',
    reason: disk,
    onlyIn: 'B',
  },
  {
    does: 'deletes its files but keeps them open, once its first thread has left',
    code: withoutFirstThread(`held = []
for n in range(20):
    held.append(open("x", "wb"))
    os.unlink("x")
    held[-1].write(bytes(1 << 20))`),
    status: 'disk-full',
    reason: disk,
    onlyIn: 'B',
  },
  {
    does: 'deletes and closes its files but keeps them mapped, once its first thread has left',
    code: withoutFirstThread(`for n in range(20):
    file = open("x", "w+b")
    file.write(bytes(1 << 20))
    file.flush()
    libc.mmap(None, ctypes.c_size_t(4096), 1, 2, file.fileno(), ctypes.c_long(0))
    os.unlink("x")
    file.close()`),
    status: 'disk-full',
    reason: disk,
    onlyIn: 'B',
  },
  {
    does: 'writes too much and leaves before anybody looks',
    code: 'import os\nfor n in range(12): open(str(n), "wb").write(bytes(1 << 20))\nos._exit(0)',
    status: 'disk-full',
    reason: disk,
    onlyIn: 'B',
  },
  {
    does: 'writes too much into files it has deleted and is done before anybody looks',
    code: 'import builtins, os\nbuiltins.held = []\nfor n in range(12):\n    held.append(open("x", "wb", buffering=0))\n    os.unlink("x")\n    held[-1].write(bytes(1 << 20))',
    status: 'disk-full',
    reason: disk,
    onlyIn: 'B',
  },
  {
    does: 'writes into folders it may not list itself',
    code: 'import os, time\nos.mkdir("x", 0o300)\nfor n in range(20): open(f"x/{n}", "wb").write(bytes(1 << 20))\ntime.sleep(30)',
    status: 'disk-full',
    reason: disk,
  },
  {
    does: 'writes too many temporary files',
    code: 'import os, time\nfor n in range(20): open(f"{os.environ[\'TMPDIR\']}/{n}", "wb").write(bytes(8 << 20))\ntime.sleep(30)',
    status: 'disk-full',
    reason: {
      A: "There was no room left: its files may take 8 MiB together, its temporary files 64 MiB, and the host's disk may be full.",
      B: 'It needed more than the 64 MiB that its temporary files may take together.',
    },
  },
  {
    does: 'makes too many files',
    code: 'import time\nfor n in range(30_000): open(str(n), "wb").close()\ntime.sleep(30)',
    status: 'disk-full',
    reason: entries,
  },
  {
    does: 'makes too many files with names that are no text',
    code: 'import os, time\nfor n in range(30_000): open(b"\\xff%d" % n, "wb").close()\ntime.sleep(30)',
    status: 'disk-full',
    reason: entries,
  },
  {
    does: 'makes folders whose path is too long for the kernel',
    code: 'import os, time\nfor n in range(100):\n    os.mkdir("d" * 200)\n    os.chdir("d" * 200)\nprint("deep", flush=True)\ntime.sleep(30)',
    status: 'failed',
    reason: 'It made folders more than 64 levels deep.',
    onlyIn: 'B',
  },
  {
    does: 'splits its memory into too many pieces',
    code: 'import ctypes, time\nlibc = ctypes.CDLL(None)\nlibc.mmap.restype = ctypes.c_void_p\nstart = libc.mmap(None, ctypes.c_size_t(300_000_000), 0, 0x22, -1, ctypes.c_long(0))\nfor n in range(0, 60_000, 2): libc.mprotect(ctypes.c_void_p(start + n * 4096), ctypes.c_size_t(4096), 1)\ntime.sleep(30)',
    status: 'failed',
    reason: 'It mapped so many pieces of memory that their list is longer than 2 MiB.',
    onlyIn: 'B',
  },
];

describe.each(['A', 'B'] as const)('in tier %s', (tier) => {
  const held = excesses.filter(({ onlyIn = tier }) => onlyIn === tier);

  it.each(held)('a program that $does ends with the limit and its value', async (excess) => {
    const { code, status, reason } = excess;
    const run = await runInSandbox(code, { tier, limits, inputs: { 'data.csv': 'a\n1\n' } });
    expect(run).toMatchObject({ status, reason: typeof reason === 'string' ? reason : reason[tier] });
  });

  it('a program at its limits is not stopped', async () => {
    const code = `import os, threading, time
threading.stack_size(1 << 16)
threads = [threading.Thread(target=time.sleep, args=(0.3,)) for _ in range(60)]
for thread in threads: thread.start()
held = [open("data.csv") for _ in range(200)]
for n in range(7): open(str(n), "wb").write(bytes(1 << 20))
for n in range(3_000): open(f"empty-{n}", "wb").close()
for thread in threads: thread.join()
print("done")`;
    const run = await runInSandbox(code, { tier, limits, inputs: { 'data.csv': 'a\n1\n' } });
    expect(run).toMatchObject({ status: 'finished', stdout: 'done\n' });
  });

  it.each([
    ['forks without end', 'import os\nwhile True:\n    try: os.fork()\n    except OSError: pass'],
    [
      'starts threads without end',
      'import threading, time\nwhile True:\n    try: threading.Thread(target=time.sleep, args=(0.01,)).start()\n    except RuntimeError: pass',
    ],
    [
      'becomes a daemon',
      'import os, time\ntry:\n    if os.fork(): os._exit(0)\nexcept OSError: pass\ntry: os.setsid()\nexcept OSError: pass\ntime.sleep(600)',
    ],
    [
      'spins in many threads that ignore everything',
      'import signal, threading\nfor n in (1, 2, 15): signal.signal(n, signal.SIG_IGN)\ndef spin():\n    while True: pass\nfor _ in range(20): threading.Thread(target=spin).start()',
    ],
  ])('a program that %s is ended', async (_, code) => {
    const run = await runInSandbox(code, { tier, limits: { timeoutSeconds: 0.5 } });
    expect(run.status).not.toBe('finished');
  });
});
