import { describe, expect, it } from 'vitest';
import { runInSandbox, type SandboxRun } from '../helpers/sandbox.ts';

/** Each takes memory 10 MiB at a time by `take()` until it is refused or has 120 MiB; the limit is 48 MiB. */
const grabs: { name: string; code: string; worksIn: SandboxRun | 'a larger limit' }[] = [
  { name: 'byte strings', code: 'take = lambda: bytearray(10 << 20)', worksIn: 'a larger limit' },
  {
    name: 'numpy arrays',
    code: 'import numpy\ntake = lambda: numpy.ones(10 << 17)',
    worksIn: 'a larger limit',
  },
  { name: 'private mappings', code: 'take = lambda: fill(raw_map(3, 0x22))', worksIn: 'a larger limit' },
  {
    name: 'mappings that become writable later',
    code: 'def take():\n    block = raw_map(1, 0x22)\n    if libc.mprotect(block, SIZE, 3): raise MemoryError\n    return fill(block)',
    worksIn: 'a larger limit',
  },
  {
    name: 'shared anonymous mappings',
    code: 'take = lambda: fill(raw_map(3, 0x21))',
    worksIn: { without: 'seccomp' },
  },
  {
    name: 'mappings declared a stack',
    code: 'take = lambda: fill(raw_map(3, 0x122))',
    worksIn: { tier: 'limits' },
  },
  {
    name: 'private mappings of a file',
    code: 'open("data", "wb").truncate(SIZE)\nfd = os.open("data", os.O_RDWR)\ntake = lambda: fill(raw_map(3, 0x02, fd))',
    worksIn: 'a larger limit',
  },
  {
    name: 'the heap below the program break',
    code: 'libc.sbrk.restype = ctypes.c_void_p\ndef take():\n    block = libc.sbrk(ctypes.c_long(SIZE))\n    if block == 2**64 - 1: raise MemoryError\n    return fill(block)',
    worksIn: 'a larger limit',
  },
  {
    name: 'mappings that are grown',
    code: 'libc.mremap.restype = ctypes.c_void_p\nlibc.mremap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t, ctypes.c_int]\ndef take():\n    block = libc.mremap(raw_map(3, 0x22, size=4096), 4096, SIZE, 1)\n    if block == 2**64 - 1: raise MemoryError\n    return fill(block)',
    worksIn: 'a larger limit',
  },
  {
    name: 'files without a name',
    code: 'def take():\n    fd = os.memfd_create("x")\n    os.write(fd, bytes(SIZE))\n    return fd',
    worksIn: { without: 'seccomp' },
  },
  {
    name: 'stacks of threads',
    code: 'import threading, time\nthreading.stack_size(SIZE)\ndef take():\n    thread = threading.Thread(target=time.sleep, args=(0.2,), daemon=True)\n    thread.start()\n    return thread',
    worksIn: 'a larger limit',
  },
  {
    name: 'files in /scratch',
    code: 'def take():\n    open(f"{tmp}/{len(held)}", "wb").write(bytes(SIZE))',
    worksIn: { tier: 'limits' },
  },
  {
    name: 'files in its folder',
    code: 'def take():\n    open(f"{len(held)}", "wb").write(bytes(SIZE))',
    worksIn: { limits: { diskMiB: 200 } },
  },
  {
    name: 'files in its folder that are mapped and deleted',
    code: 'import mmap\ndef take():\n    with open("x", "w+b") as file:\n        file.write(bytes(SIZE))\n        os.unlink("x")\n        file.flush()\n        return mmap.mmap(file.fileno(), 0)',
    worksIn: { limits: { diskMiB: 200 } },
  },
];

/** What the kernel keeps for open descriptors: each opens as many as it may, has them enlarged where it can, and fills them. */
const buffers = [
  {
    name: 'pipes',
    mostMiB: 16,
    code: 'def ends():\n    reading, writing = os.pipe()\n    kept.append(reading)\n    try: fcntl.fcntl(writing, 1031, 1 << 20)\n    except OSError: pass\n    return [writing]',
  },
  {
    name: 'sockets',
    mostMiB: 64,
    code: 'def ends():\n    pair = socket.socketpair()\n    kept.append(pair)\n    for one in pair:\n        try: one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)\n        except OSError: pass\n    return [one.fileno() for one in pair]',
  },
];

function filling(code: string): string {
  return `import fcntl, os, socket
kept, total = [], 0
${code}
try:
    while True:
        for end in ends():
            os.set_blocking(end, False)
            try:
                while True: total += os.write(end, bytes(4096))
            except BlockingIOError: pass
except OSError: pass
print(total >> 20)`;
}

function grabbing(code: string): string {
  return `import ctypes, os
SIZE = 10 << 20
libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
def raw_map(protection, flags, fd=-1, size=SIZE):
    block = libc.mmap(None, size, protection, flags, fd, 0)
    if block == 2**64 - 1: raise MemoryError
    return block
def fill(block):
    ctypes.memset(block, 1, SIZE)
    return block
held = []
tmp = os.environ["TMPDIR"]
${code}
try:
    while len(held) < 12:
        held.append(take())
except (OSError, MemoryError, RuntimeError):
    pass
print(len(held) * 10, flush=True)
os._exit(0)`;
}

async function taken(code: string, options: SandboxRun): Promise<number> {
  const limits = { memoryMiB: 48, diskMiB: 32, ...options.limits };
  const { stdout, stderr } = await runInSandbox(grabbing(code), { ...options, limits });
  expect(stderr).toBe('');
  return Number(stdout);
}

describe('memory beyond the limit', () => {
  it.each(grabs)('is refused to $name', async ({ code }) => {
    expect(await taken(code, { tier: 'A' })).toBeLessThanOrEqual(60);
  });

  it.each(grabs)('is given where nothing limits $name', async ({ code, worksIn }) => {
    const options = worksIn === 'a larger limit' ? { limits: { memoryMiB: 512 } } : worksIn;
    expect(await taken(code, options)).toBe(120);
  });

  describe.each(buffers)('in buffers of $name', ({ code, mostMiB }) => {
    it.each(['A', 'B'] as const)(`is at most ${mostMiB} MiB in tier %s`, async (tier) => {
      const { stdout } = await runInSandbox(filling(code), { tier });
      expect(Number(stdout)).toBeGreaterThan(0);
      expect(Number(stdout)).toBeLessThanOrEqual(mostMiB);
    });

    it('is more where seccomp does not hold the program', async () => {
      const { stdout } = await runInSandbox(filling(code), { without: 'seccomp' });
      expect(Number(stdout)).toBeGreaterThan(mostMiB);
    });
  });
});
