import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import type { FunctionLibrary } from '../../src/contracts/function-library.ts';
import type { Program } from '../../src/contracts/runtime.ts';
import { createCPythonRuntime } from '../../src/sandbox/cpython-runtime.ts';
import { WarmRunner } from '../../src/sandbox/warm-runner.ts';
import { libraryOf } from '../helpers/library.ts';
import { testEnvironment } from '../helpers/python-environment.ts';
import { runInSandbox, sandboxOf } from '../helpers/sandbox.ts';

const add = libraryOf('import sys\n\ndef add(a, b=2):\n    return a + b\n');
const limits = { timeoutSeconds: 20, memoryMiB: 512, outputMiB: 4, diskMiB: 16 };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'libraries-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function runner(maxInterpreters: number, tier: 'A' | 'B' = 'A'): Promise<WarmRunner> {
  const readonly = [path.join(packageRoot, 'src/python')];
  return new WarmRunner(
    { tier, environment: await testEnvironment(), readonly },
    { maxFiles: 10, maxInterpreters },
  );
}

async function programOf(code: string, more: Partial<Program> = {}): Promise<Program> {
  const runDir = await mkdtemp(path.join(folder, 'run-'));
  return { code, origin: 'untrusted', inputs: [], limits, runDir, ...more };
}

describe.each(['A', 'B'] as const)('a program with a library in tier %s', (tier) => {
  it('finds the functions imported and their files closed to it', async () => {
    const code = `import sys
print("tools" in sys.modules)
from functions import add
print(add(1), add(1, b=5))
source = sys.modules["tools"].__file__
print(open(source).read().count("def add"))
for attempt in (lambda: open(source, "w"), lambda: open(source + "x", "w"), lambda: __import__("os").remove(source)):
    try:
        attempt()
        print("worked")
    except OSError as error:
        print(type(error).__name__)
`;
    const run = await runInSandbox(code, { tier, library: add });
    expect(run).toMatchObject({ status: 'finished', stderr: '' });
    expect(run.stdout).toMatch(/^True\n3 6\n1\n(?:OSError\n|PermissionError\n){3}$/);
  });

  it('starts from what importing left, whatever the program before it did', async () => {
    const library = libraryOf('seen = []\n\ndef note(word):\n    seen.append(word)\n    return seen\n');
    const code = 'from functions import note\nprint(note("a"))';
    for (let round = 0; round < 2; round += 1)
      expect(await runInSandbox(code, { tier, library })).toMatchObject({ stdout: "['a']\n" });
  });

  it('prints nothing of what its modules printed when they were imported', async () => {
    const library = libraryOf(
      'import os, sys\nprint("out", end="")\nsys.stderr.write("err")\nos.write(1, b"raw")\nos.write(2, b"raw")\n\ndef one():\n    return 1\n',
    );
    const run = await runInSandbox('from functions import one\nprint(one())', { tier, library });
    expect(run).toMatchObject({ status: 'finished', stdout: '1\n', stderr: '' });
  });

  it('imports its modules itself where they must not be imported beforehand', async () => {
    const source =
      'import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()\n\ndef one():\n    return 1\n';
    const code = 'import sys\nprint("tools" in sys.modules)\nfrom functions import one\nprint(one())';
    const library = libraryOf(source, { preload: false });
    expect(await runInSandbox(code, { tier, library })).toMatchObject({ stdout: 'False\n1\n', stderr: '' });
  });

  it('has the numbers of its seed and the hashes that go with it', async () => {
    const code = 'import random\nfrom functions import add\nprint(random.random(), hash("text"), add(1))';
    const [first, again] = [0, 1].map(() => runInSandbox(code, { tier, library: add, seed: 7 }));
    expect((await first)?.stdout).toBe((await again)?.stdout);
    const free = await runInSandbox(code, { tier, library: add });
    expect(free.stdout).not.toBe((await first)?.stdout);
  });

  it('calls one function by what its caller left for it', async () => {
    const call = JSON.stringify({ function: 'add', arguments: { a: 40 } });
    const run = await runInSandbox('from function_library import caller\ncaller.call()\n', {
      tier,
      library: add,
      inputs: { '.python-coder/call.json': call },
    });
    expect(run).toMatchObject({ status: 'finished', stdout: '', stderr: '' });
    const result = run.contents['.python-coder/result.json']?.toString() ?? '';
    expect(JSON.parse(result)).toEqual({ status: 'returned', result: 42 });
  });

  it('and one without, or with another, never see its files', async () => {
    const other = libraryOf('def other():\n    return 1\n');
    const code = `import importlib.util, os, sys
folders = [entry for entry in sys.path if "functions" in entry]
print(importlib.util.find_spec("tools") is not None, "functions" in sys.modules, len(folders))
for folder in ("/functions", *folders):
    try:
        for parent, _, names in os.walk(folder):
            for name in names:
                print(name, "add" in open(os.path.join(parent, name)).read())
    except OSError as error:
        print(error)
`;
    await runInSandbox('import functions', { tier, library: add });
    const without = await runInSandbox(code, { tier });
    expect(without.stdout).toBe('False False 0\n');
    const withOther = await runInSandbox(code, { tier, library: other });
    expect(withOther.stdout).toContain('tools.py False\n');
    expect(withOther.stdout).not.toContain('tools.py True');
    const own = await runInSandbox(code, { tier, library: add });
    expect(own.stdout).toContain('tools.py True\n');
  });
});

describe('warming up', () => {
  it('has the first program find its interpreter ready, and takes no time again', async () => {
    await using own = await runner(2);
    expect(await own.warmUp({ library: add })).toMatchObject({ status: 'warm' });
    const stamped = libraryOf('import os\nborn = os.urandom(8).hex()\n\ndef stamp():\n    return born\n');
    expect(await own.warmUp({ library: stamped })).toMatchObject({ status: 'warm' });
    const code = 'from functions import stamp\nprint(stamp())';
    const runs = [0, 1].map(async () => own.run(await programOf(code, { library: stamped })));
    const [first, second] = await Promise.all(runs);
    expect(first?.stdout).toMatch(/^[0-9a-f]{16}\n$/);
    expect(second?.stdout).toBe(first?.stdout); // one interpreter imported it, once
  });

  it.each<[string, string, { status: string; detail: RegExp }]>([
    [
      'a module that raises',
      'raise ValueError("no such table")\n\ndef f():\n    pass\n',
      { status: 'failed', detail: /ValueError: no such table/ },
    ],
    [
      'a module that leaves',
      'import sys\nsys.exit(3)\n\ndef f():\n    pass\n',
      { status: 'failed', detail: /SystemExit: 3/ },
    ],
    [
      'a module that ends the process',
      'import os\nos._exit(0)\n\ndef f():\n    pass\n',
      { status: 'failed', detail: /ended before it could serve/ },
    ],
    [
      'a module that starts a thread',
      'import threading\nthreading.Thread(target=threading.Event().wait).start()\n\ndef f():\n    pass\n',
      { status: 'threads', detail: /2 threads/ },
    ],
    [
      'a module that maps shared memory',
      'import mmap, tempfile\nfile = tempfile.TemporaryFile()\nfile.truncate(4096)\nshared = mmap.mmap(file.fileno(), 4096)\n\ndef f():\n    pass\n',
      { status: 'threads', detail: /shared writable memory/ },
    ],
  ])('says of %s why it can not be kept warm', async (_, source, { status, detail }) => {
    const own = await sandboxOf();
    const library = libraryOf(source);
    expect(await own.warmUp({ library })).toEqual({ status, detail: expect.stringMatching(detail) });
    await expect(own.run(await programOf('pass', { library }))).rejects.toMatchObject({
      code: 'config-invalid',
    });
  });

  it.each([
    ['../outside.py', 'x = 1'],
    ['/etc/outside.py', 'x = 1'],
    ['0/./tools.py', 'x = 1'],
    ['0//tools.py', 'x = 1'],
    ['0/too\0ls.py', 'x = 1'],
    ['0/large.py', '#'.repeat(8 * 2 ** 20)],
  ])('refuses a library with the file %j before any interpreter starts', async (name, text) => {
    const own = await sandboxOf();
    const library = libraryOf('', { files: { [name]: text } });
    await expect(own.warmUp({ library })).rejects.toMatchObject({ code: 'config-invalid' });
  });

  it('takes every text that a source may hold', async () => {
    const files = {
      '0/tools.py': 'def word():\n    return "ü🂡\\u0000" + "x" * 3_000_000\n',
      '0/größe.py': `# ${'"\\\n#'.repeat(500_000)}`,
    };
    const run = await runInSandbox('from functions import word\nprint(ascii(word()[:3]), len(word()))', {
      library: libraryOf('def word():\n    pass\n', { files }),
    });
    expect(run.stdout).toBe("'\\xfc\\U0001f0a1\\x00' 3000003\n");
  });
});

describe('the number of interpreters', () => {
  const pidOf = async (own: WarmRunner, library: FunctionLibrary): Promise<string> => {
    const run = await own.run(await programOf('from functions import stamp\nprint(stamp())', { library }));
    return run.stdout;
  };
  const stampOf = (n: number): FunctionLibrary =>
    libraryOf(`import os\nborn = "${n}" + os.urandom(8).hex()\n\ndef stamp():\n    return born\n`);

  it('is held to its limit: the one used longest ago goes, the others stay', async () => {
    await using own = await runner(2);
    const [one, two, three] = [stampOf(1), stampOf(2), stampOf(3)] as const;
    const first = await pidOf(own, one);
    const second = await pidOf(own, two);
    expect(await pidOf(own, one)).toBe(first);
    await pidOf(own, three); // there is no room for two any more
    expect(await pidOf(own, one)).toBe(first);
    expect(await pidOf(own, two)).not.toBe(second);
  }, 60_000);

  it('never ends a call that is under way: it finishes on the interpreter that made room', async () => {
    await using own = await runner(1);
    const slow = libraryOf('import time\n\ndef slow():\n    time.sleep(1.5)\n    return "done"\n');
    let started: () => void = () => undefined;
    const running = new Promise<void>((resolve) => {
      started = resolve;
    });
    const run = own.run(
      await programOf('print("started")\nfrom functions import slow\nprint(slow())', {
        library: slow,
        onOutput: () => started(),
      }),
    );
    await running;
    await pidOf(own, stampOf(4));
    expect(await run).toMatchObject({ status: 'finished', stdout: 'started\ndone\n' });
  }, 60_000);

  it('falls when a library is released, and a later program has a new interpreter', async () => {
    await using own = await runner(2);
    const library = stampOf(5);
    const before = await pidOf(own, library);
    own.release(library.id);
    expect(await pidOf(own, library)).not.toBe(before);
  }, 60_000);
});

describe('on a host without isolation', () => {
  const start = async (unsafelyRunWithoutIsolation: boolean) =>
    createCPythonRuntime({
      environment: await testEnvironment(),
      minimumTier: 'B',
      maxFiles: 10,
      maxInterpreters: 1,
      unsafelyRunWithoutIsolation,
      platform: 'freebsd',
    });

  it('functions are refused like code of a model, also where a program of ours calls them', async () => {
    await using runtime = await start(false);
    const refused = { code: 'isolation-missing' };
    await expect(runtime.warmUp({ library: add })).rejects.toMatchObject(refused);
    const program = await programOf('pass', { origin: 'ours', library: add });
    await expect(runtime.run(program)).rejects.toMatchObject(refused);
  });

  it('functions run where their operator accepts it by name, imported anew each time', async () => {
    await using runtime = await start(true);
    expect(await runtime.warmUp({ library: add })).toMatchObject({ status: 'warm' });
    const run = await runtime.run(
      await programOf('from functions import add\nprint(add(1))', { library: add }),
    );
    expect(run).toMatchObject({ status: 'finished', stdout: '3\n', isolation: { tier: 'limits' } });
    const broken = libraryOf('raise ValueError("no such table")\n\ndef f():\n    pass\n');
    expect(await runtime.warmUp({ library: broken })).toEqual({
      status: 'failed',
      detail: expect.stringContaining('ValueError: no such table'),
    });
  });
});
