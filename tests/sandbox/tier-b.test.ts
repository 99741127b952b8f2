import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { sandboxUser } from '../../src/sandbox/sandbox-user.ts';
import { WarmRunner } from '../../src/sandbox/warm-runner.ts';
import { ownPoolFolders } from './pool-folders.ts';

/** The system's own interpreter, which every user can read. */
const systemPython = '/usr/bin/python3';
const isRoot = sandboxUser() !== null;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'tier-b-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a program in tier B on one interpreter, with the input `data.csv` of mode 600. */
async function runOn(python: string, code: string) {
  const environment = {
    python,
    version: '3',
    source: 'configured' as const,
    packages: {},
    missing: [],
    matplotlibCache: null,
  };
  const runDir = await mkdtemp(path.join(folder, 'run-'));
  const input = path.join(runDir, 'data.csv');
  await writeFile(input, 'a\n1\n', { mode: 0o600 });
  const readonly = [path.join(packageRoot, 'src/python')];
  await using runner = new WarmRunner(
    { tier: 'B', environment, readonly },
    { maxFiles: 10, maxInterpreters: 4 },
  );
  return await runner.run({
    code,
    origin: 'untrusted',
    inputs: [{ name: 'data.csv', path: input }],
    limits: { timeoutSeconds: 10, memoryMiB: 256, outputMiB: 4, diskMiB: 16 },
    runDir,
  });
}

function canRun(python: string): boolean {
  try {
    accessSync(python, constants.X_OK);
    execFileSync(python, ['-c', 'import sys; assert sys.version_info >= (3, 10)'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const identity = `import os
before = open("data.csv").read()
open("data.csv", "w").write(before + "2\\n")
open("made.txt", "w").close()
print(os.getuid(), os.getgid(), os.getgroups(), {os.stat(name).st_uid for name in os.listdir()}, os.stat(".").st_mode & 0o777)`;

describe.runIf(isRoot && canRun(systemPython))('tier B started as root', () => {
  it('runs programs as the sandbox user, who owns their folder and their inputs', async () => {
    const run = await runOn(systemPython, identity);
    expect(run).toMatchObject({ status: 'finished', stdout: '64001 64001 [] {64001} 448\n' });
    expect(run.files.map(({ name }) => name).sort()).toEqual(['data.csv', 'made.txt']);
    expect(run.isolation.layers.capabilities).toEqual({
      active: true,
      detail: 'none left, no_new_privs, user 64001',
    });
  });

  it('says so and what to do where that user could not read the interpreter, and runs as root without capabilities', async () => {
    const closed = path.join(folder, 'closed');
    await mkdir(path.join(closed, 'environment/bin'), { recursive: true });
    await symlink(systemPython, path.join(closed, 'environment/bin/python'));
    const site = `lib/python${execFileSync(systemPython, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], { encoding: 'utf8' }).trim()}/site-packages`;
    await mkdir(path.join(closed, 'environment', site), { recursive: true });
    await writeFile(path.join(closed, 'environment/pyvenv.cfg'), 'home = /usr/bin\n');
    await chmod(closed, 0o700);
    const python = path.join(closed, 'environment/bin/python');
    const run = await runOn(python, identity);
    expect(run).toMatchObject({ status: 'finished', stdout: expect.stringMatching(/^0 0 .* \{0\} 448\n$/) });
    expect(run.isolation.layers.capabilities).toEqual({
      active: true,
      detail: `none left, no_new_privs, user 0, as user 64001 can't read the interpreter ${python} or this package: let every user read both; XDG_CACHE_HOME=/var/cache has the former built elsewhere`,
    });
  });

  it('weighs folders that even their owner may not list', async () => {
    const run = await runOn(
      systemPython,
      'import os, time\nos.mkdir("x", 0o300)\nfor n in range(30): open(f"x/{n}", "wb").write(bytes(1 << 20))\ntime.sleep(30)',
    );
    expect(run.reason).toBe('It needed more than the 16 MiB that its files may take together.');
  });

  it('caps the threads of all its programs by the kernel', async () => {
    const run = await runOn(
      systemPython,
      'import resource\nprint(resource.getrlimit(resource.RLIMIT_NPROC))',
    );
    expect(run.stdout).toBe('(1024, 1024)\n');
  });
});

/** Root as a container's that was given no capability. */
const powerless = ['--bounding-set=-all', '--inh-caps=-all', process.execPath];

describe.runIf(isRoot && existsSync('/usr/bin/setpriv'))('root without capabilities', () => {
  it('is taken for the ordinary user it is', () => {
    const source = path.join(packageRoot, 'dist/sandbox/sandbox-user.js');
    const script = `import { sandboxUser } from ${JSON.stringify(source)}; console.log(sandboxUser())`;
    const printed = execFileSync('/usr/bin/setpriv', [...powerless, '--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    expect(printed).toBe('null\n');
  });
});

describe.runIf(canRun(systemPython))('the folders of tier B', () => {
  it.each([
    ['are too deep for a path', 'for n in range(60):\n    os.mkdir("d" * 250)\n    os.chdir("d" * 250)'],
    [
      'their owner may not list',
      'for n in range(5):\n    os.mkdir("x", 0o300)\n    open("x/f", "w").close()\n    os.chdir("x")',
    ],
    ['have names that are no text', 'os.mkdir(b"\\xff")\nopen(b"\\xff/\\xfe\\n", "w").close()'],
  ])('are removed even when they %s', async (_, code) => {
    const run = await runOn(systemPython, `import os\n${code}\nprint("made")`);
    expect(run.stdout).toBe('made\n');
    expect(await ownPoolFolders()).toEqual([]);
  });
});
