import { describe, expect, it } from 'vitest';
import { createCPythonRuntime } from '../../src/sandbox/cpython-runtime.ts';
import { testEnvironment } from '../helpers/python-environment.ts';
import { runInSandbox } from '../helpers/sandbox.ts';

describe.each(['A', 'B', 'limits'] as const)('a run in tier %s', (tier) => {
  it('prints, reads its inputs and leaves files', async () => {
    const run = await runInSandbox(
      'text = open("data.csv").read()\nopen("copy.txt", "w").write(text)\nprint(len(text))',
      { tier, inputs: { 'data.csv': 'a,b\n1,2\n' } },
    );
    expect(run).toMatchObject({ status: 'finished', exitCode: 0, stdout: '8\n', stderr: '', reason: null });
    expect(run.files.map((file) => file.name)).toEqual(['copy.txt']);
    expect(run.contents['copy.txt']?.toString()).toBe('a,b\n1,2\n');
    expect(run.isolation.tier).toBe(tier);
  });

  it('returns a changed input as a file and leaves the original alone', async () => {
    const run = await runInSandbox('open("data.csv", "w").write("changed!")', {
      tier,
      inputs: { 'data.csv': 'a,b\n1,2\n' },
    });
    expect(run.contents['data.csv']?.toString()).toBe('changed!');
  });

  it('tells the exception that ended the program, with its line', async () => {
    const run = await runInSandbox('def f():\n    return {}["x"]\n\nf()\n', { tier });
    expect(run).toMatchObject({
      status: 'failed',
      reason: 'It ended with exit code 1.',
      exception: { type: 'KeyError', message: "'x'", line: 2 },
    });
    expect(run.stderr).toContain('File "script.py", line 4, in <module>\n    f()');
    expect(run.stderr).not.toContain('execute.py');
  });

  it('ends an endless loop at the time limit and keeps what was printed before', async () => {
    const run = await runInSandbox('print("started")\nwhile True: pass', {
      tier,
      limits: { timeoutSeconds: 1 },
    });
    expect(run).toMatchObject({
      status: 'timed-out',
      reason: 'It ran longer than 1 s and was stopped.',
      stdout: 'started\n',
      signal: 'SIGKILL',
    });
  });

  it('ends a program that ignores every signal', async () => {
    const code = 'import signal, time\nfor n in (2, 15): signal.signal(n, signal.SIG_IGN)\ntime.sleep(60)';
    expect(await runInSandbox(code, { tier, limits: { timeoutSeconds: 1 } })).toMatchObject({
      status: 'timed-out',
    });
  });

  it('ends a program that needs more memory than it may use', async () => {
    const run = await runInSandbox('block = bytearray(400 << 20)', { tier, limits: { memoryMiB: 256 } });
    expect(run).toMatchObject({
      status: 'out-of-memory',
      reason: 'It needed more than the 256 MiB of memory it may use.',
      exception: { type: 'MemoryError' },
    });
  });

  it('lets the same program finish when it may use more memory', async () => {
    const run = await runInSandbox('block = bytearray(400 << 20)', { tier, limits: { memoryMiB: 512 } });
    expect(run.status).toBe('finished');
  });

  it('ends a program that prints without end, keeps the beginning and the accepted output as a file', async () => {
    const run = await runInSandbox('while True: print("x" * 1000)', { tier, limits: { outputMiB: 2 } });
    expect(run).toMatchObject({
      status: 'output-too-large',
      reason: 'It printed more than 2 MiB and was stopped.',
      truncated: true,
    });
    expect(run.stdout.length).toBeLessThanOrEqual(1 << 20);
    expect(run.files.find((file) => file.name === 'stdout.txt')?.bytes).toBe(2 << 20);
  });

  it('reports a program that kills itself by the signal it used', async () => {
    const run = await runInSandbox('import ctypes\nctypes.string_at(0)', { tier });
    expect(run).toMatchObject({
      status: 'failed',
      signal: 'SIGSEGV',
      reason: 'It was ended by the signal SIGSEGV.',
    });
  });

  it('passes exit codes and messages of sys.exit on', async () => {
    expect(await runInSandbox('import sys\nsys.exit(3)', { tier })).toMatchObject({
      status: 'failed',
      exitCode: 3,
    });
    const run = await runInSandbox('import sys\nsys.exit("no data")', { tier });
    expect(run).toMatchObject({ exitCode: 1, stderr: 'no data\n' });
  });

  it('streams output while the program runs', async () => {
    const chunks: string[] = [];
    const code = 'import sys\nprint("a")\nprint("b", file=sys.stderr)\nprint("é" * 3)';
    await runInSandbox(code, { tier, onOutput: ({ stream, text }) => chunks.push(`${stream}:${text}`) });
    expect(
      chunks
        .filter((chunk) => chunk.startsWith('stdout'))
        .map((chunk) => chunk.slice(7))
        .join(''),
    ).toBe('a\nééé\n');
    expect(chunks).toContain('stderr:b\n');
  });

  it('is cancelled while it runs', async () => {
    const controller = new AbortController();
    const running = runInSandbox('print("up")\nimport time\ntime.sleep(60)', {
      tier,
      signal: controller.signal,
      onOutput: () => controller.abort(),
    });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('never starts when it was cancelled before', async () => {
    await expect(runInSandbox('', { tier, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('survives a program that sends nonsense to its supervisor', async () => {
    const code = `import os
for fd in range(3, 64):
    try: os.write(fd, b"\\xff" * 100)
    except OSError: pass
os._exit(9)`;
    expect(await runInSandbox(code, { tier })).toMatchObject({ status: 'failed', exitCode: 9 });
  });

  it('lets a program that forges its end gain nothing but its end', async () => {
    const word = JSON.stringify({
      type: 'outcome',
      exception: null,
      exitCode: 0,
      cpuSeconds: 0,
      peakBytes: 0,
    });
    const code = `import os, struct, time
os.close(1); os.close(2)
for fd in range(3, 64):
    try: os.write(fd, struct.pack(">I", ${word.length}) + b'${word}')
    except OSError: pass
time.sleep(3)
open("late.txt", "w").close()`;
    const run = await runInSandbox(code, { tier, limits: { timeoutSeconds: 2 } });
    expect(['finished', 'timed-out']).toContain(run.status);
    expect(run.files).toEqual([]);
  });
});

describe('tier A', () => {
  it('fills up at the disk limit with "No space left on device"', async () => {
    const code = 'for n in range(9):\n    open(f"{n}.bin", "wb").write(bytes(1 << 20))';
    const run = await runInSandbox(code, { limits: { diskMiB: 4 } });
    expect(run.exception).toMatchObject({ type: 'OSError', message: '[Errno 28] No space left on device' });
    expect((await runInSandbox(code, { limits: { diskMiB: 16 } })).status).toBe('finished');
  });

  it('limits the number of files', async () => {
    const run = await runInSandbox('for n in range(30000): open(f"{n}", "w").close()');
    expect(run.exception?.message).toContain('[Errno 28] No space left on device');
  });

  it('stops a sparse file of a petabyte', async () => {
    const run = await runInSandbox('open("big", "wb").truncate(1 << 50)');
    expect(run.status).toBe('disk-full');
  });

  it('shows a run nothing of the run before it', async () => {
    await runInSandbox('open("left.txt", "w").write("x"); open("/scratch/left.txt", "w").write("x")');
    const code =
      'import os\nown = [entry.name for entry in os.scandir("/scratch") if not entry.is_symlink()]';
    const run = await runInSandbox(`${code}\nprint(os.listdir("."), own)`); // links lead to an interpreter below /tmp
    expect(run.stdout).toBe("[] ['matplotlib']\n");
  });

  it('gives a program a fixed environment and identity', async () => {
    const run = await runInSandbox(
      'import os, socket\nprint(os.getuid(), os.getpid(), os.uname().nodename, "PATH" in os.environ)',
    );
    expect(run.stdout).toBe('1000 1 sandbox False\n');
  });
});

describe('what a program leaves', () => {
  it('includes files in folders, in a stable order', async () => {
    const run = await runInSandbox(
      'import os\nos.makedirs("b/c")\nopen("b/c/z.txt", "w").close()\nopen("a.txt", "w").close()',
    );
    expect(run.files.map((file) => file.name)).toEqual(['a.txt', 'b/c/z.txt']);
  });

  it('excludes links even where they could be made, and says so', async () => {
    const run = await runInSandbox('import os\nos.symlink("/etc/passwd", "out.csv")\nos.mkfifo("pipe")', {
      tier: 'limits',
    });
    expect(run.files).toEqual([]);
    expect(run.leftBehind).toEqual(['out.csv: not a regular file', 'pipe: not a regular file']);
  });

  it('stops at the cap on files and says so', async () => {
    const run = await runInSandbox('for n in range(60): open(f"{n:02}.txt", "w").close()');
    expect(run.files).toHaveLength(50);
    expect(run.leftBehind[0]).toBe('50.txt: more than 50 files');
  });

  it('leaves out names that would confuse a terminal or a path', async () => {
    const run = await runInSandbox('open("a\\x1b[31m.txt", "w").close()\nopen("ok.txt", "w").close()');
    expect(run.files.map((file) => file.name)).toEqual(['ok.txt']);
    expect(run.leftBehind).toEqual(['a?[31m.txt: its name has characters that are not safe']);
  });

  it('has figures that were drawn but never saved, and no second copy of saved ones', async () => {
    const run = await runInSandbox(
      'import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.figure()\nplt.plot([2, 1])\nplt.savefig("own.png")\nplt.show()',
    );
    expect(run.stderr).toBe('');
    expect(run.files.map((file) => file.name)).toEqual(['figure-1.png', 'own.png']);
    expect(run.contents['figure-1.png']?.subarray(1, 4).toString()).toBe('PNG');
  });
});

describe('the runtime', () => {
  it('attests every layer of its tier before a program gets its code', async () => {
    await using runtime = createCPythonRuntime({
      environment: await testEnvironment(),
      minimumTier: 'B',
      maxFiles: 10,
      maxInterpreters: 4,
    });
    const { tier, layers } = await runtime.probe();
    expect(tier).toBe('A');
    const active = Object.entries(layers)
      .filter(([, layer]) => layer.active)
      .map(([name]) => name);
    expect(active.sort()).toEqual([
      'capabilities',
      'filesystem',
      'landlock',
      'namespaces',
      'rlimits',
      'seccomp',
    ]);
  });

  it.each(['landlock', 'seccomp'] as const)('notices a process that lacks %s', async (layer) => {
    const run = await runInSandbox('pass', { tier: 'A', without: layer });
    expect(run.isolation.layers[layer]?.active).toBe(false);
  });

  it('refuses an interpreter that does not exist with a sentence', async () => {
    const environment = { ...(await testEnvironment()), python: '/nonexistent/python' };
    await using runtime = createCPythonRuntime({
      environment,
      minimumTier: 'B',
      maxFiles: 10,
      maxInterpreters: 4,
    });
    await expect(runtime.probe()).rejects.toMatchObject({ code: 'python-missing' });
  });
});
