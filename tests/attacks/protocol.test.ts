import { describe, expect, it } from 'vitest';
import { profileOf } from '../../src/sandbox/pool/profiles.ts';
import { runInSandbox } from '../helpers/sandbox.ts';

/** Bytes a program writes to its supervisor, as a Python expression; then it leaves with status 7. */
const nonsense: { name: string; bytes: string }[] = [
  { name: 'a frame of four gigabytes', bytes: 'b"\\xff" * 100' },
  { name: 'a frame just above the limit', bytes: 'struct.pack(">I", 65537) + bytes(65537)' },
  { name: 'half a header', bytes: 'b"\\0\\0"' },
  { name: 'half a frame', bytes: 'struct.pack(">I", 1000) + b"{"' },
  { name: 'an empty frame', bytes: 'struct.pack(">I", 0)' },
  { name: 'broken JSON', bytes: 'frame(b"{\\"type\\": ")' },
  { name: 'bytes that are not text', bytes: 'frame(b"\\xff\\xfe\\xfd")' },
  { name: 'null', bytes: 'frame(b"null")' },
  { name: 'brackets nested thirty thousand deep', bytes: 'frame(b"[" * 30000 + b"]" * 30000)' },
  { name: 'a number without end', bytes: 'frame(b"1" * 60000)' },
  { name: 'infinity in place of seconds', bytes: 'outcome(cpuSeconds="1e999")' },
  { name: 'negative memory', bytes: 'outcome(peakBytes="-1")' },
  { name: 'an exit code that does not exist', bytes: 'outcome(exitCode="256")' },
  { name: 'a negative exit code', bytes: 'outcome(exitCode="-1")' },
  {
    name: 'an exception of a megabyte',
    bytes: 'outcome(exception=json.dumps({"type": "E", "message": "x" * 60000, "line": 1}))',
  },
  {
    name: 'an exception in line zero',
    bytes: 'outcome(exception=json.dumps({"type": "E", "message": "", "line": 0}))',
  },
  {
    name: 'another prototype',
    bytes: 'frame(b"{\\"__proto__\\": {\\"type\\": \\"outcome\\", \\"exitCode\\": 0}}")',
  },
  { name: 'a second attestation', bytes: 'frame(b"{\\"type\\": \\"locked\\", \\"layers\\": {}}")' },
  { name: 'a second word on its limits', bytes: 'frame(b"{\\"type\\": \\"limited\\", \\"layers\\": {}}")' },
  {
    name: 'the word of the zygote on its end',
    bytes: 'frame(b"{\\"type\\": \\"ended\\", \\"id\\": 1, \\"exitCode\\": 0}")',
  },
];

const tools = `import json, os, struct, sys
def frame(payload): return struct.pack(">I", len(payload)) + payload
def outcome(**changed):
    fields = {"type": '"outcome"', "exception": "null", "exitCode": "0", "cpuSeconds": "0", "peakBytes": "0", **changed}
    return frame(("{" + ", ".join(f'"{name}": {value}' for name, value in fields.items()) + "}").encode())
def send(data):
    for fd in range(3, 64):
        try:
            sent = 0
            while sent < len(data): sent += os.write(fd, data[sent:])
        except OSError: pass
`;

describe.each(['A', 'B'] as const)('a program in tier %s that tells its supervisor', (tier) => {
  it.each(nonsense)('$name ends as the kernel saw it', async ({ bytes }) => {
    const run = await runInSandbox(`${tools}print("ran", flush=True)\nsend(${bytes})\nos._exit(7)`, { tier });
    expect(run).toMatchObject({ status: 'failed', exitCode: 7, stdout: 'ran\n', exception: null });
    expect(run.isolation.layers.seccomp?.active).toBe(true);
  });

  it('its honest end is believed', async () => {
    const run = await runInSandbox(`${tools}send(outcome(exitCode="5"))\nos._exit(7)`, { tier });
    expect(run.exitCode).toBe(5);
  });

  it.each([
    ['nonsense', 'b"\\xff" * (1 << 16)'],
    ['frames', 'frame(b"[" * 20000 + b"]" * 20000)'],
  ])('%s without end is cut off', async (_, block) => {
    const code = `${tools}import time
block = ${block}
for fd in range(3, 64):
    try: os.fstat(fd)
    except OSError: continue
    control = fd
    break
end = time.time() + 20
try:
    while time.time() < end: os.write(control, block)
except OSError:
    print("cut off")`;
    const before = process.memoryUsage().rss;
    const run = await runInSandbox(code, { tier });
    expect(run.stdout).toBe('cut off\n');
    expect(process.memoryUsage().rss - before).toBeLessThan(100 << 20);
  });

  it('nothing, because it closed the channel, is judged by the kernel', async () => {
    const run = await runInSandbox('import os\nos.closerange(0, 256)\nos._exit(7)', { tier });
    expect(run).toMatchObject({ status: 'failed', exitCode: 7 });
  });
});

describe('the zygote', () => {
  it.each(['B', 'limits'] as const)(
    'of tier %s survives a program that ends by a signal without a name',
    async (tier) => {
      const run = await runInSandbox('import os\nos.kill(os.getpid(), 40)', { tier });
      expect(run).toMatchObject({ status: 'failed', signal: 'number 40' });
      expect((await runInSandbox('print("up")', { tier })).stdout).toBe('up\n');
    },
  );

  it('gives a program no disk beyond its limit before the limit is set', async () => {
    const code = `n = 0
try:
    while n < 60:
        open(str(n), "wb").write(bytes(1 << 20))
        n += 1
except OSError: pass
print(n)`;
    const runs = Array.from({ length: 40 }, () => runInSandbox(code, { limits: { diskMiB: 1 } }));
    expect(new Set((await Promise.all(runs)).map((run) => run.stdout))).toEqual(new Set(['1\n']));
  });

  it('gives every program threads while another one uses all of its own', async () => {
    const greedy = `import os, threading, time
n = 0
try:
    while True:
        threading.Thread(target=time.sleep, args=(1,), daemon=True).start()
        n += 1
except RuntimeError: pass
print(n, flush=True)
time.sleep(0.5)
os._exit(0)`;
    let startModest = (): void => undefined;
    const greedyIsFull = new Promise<void>((resolve) => {
      startModest = resolve;
    });
    const full = runInSandbox(greedy, { onOutput: startModest });
    await greedyIsFull;
    const modest = await runInSandbox(
      'import threading\nfor _ in range(30): threading.Thread(target=threading.Event().wait, daemon=True).start()\nprint("all")',
    );
    expect(modest.stdout).toBe('all\n');
    expect(Number((await full).stdout)).toBeLessThan(64);
  });

  it('keeps the mode of its socket out of reach', async () => {
    const code =
      'import os\ntry: os.chmod("/run/supervisor", 0)\nexcept OSError as error: print(error.strerror)';
    expect((await runInSandbox(code)).stdout).toBe('Read-only file system\n');
  });
});

it('a program of nothing but line breaks is looked at in linear time: in the square of it, that takes minutes', () => {
  expect(profileOf({ code: `${'\n'.repeat(200_000)}x` })).toBe('standard');
});
