import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { testEnvironment } from '../../helpers/python-environment.ts';
import { SmallStack, smallStack } from './small-stack.ts';

/** A command that answers the probe like an interpreter of this version. */
function answering(reply: object): string {
  const whole = {
    version: '3.12.1',
    implementation: 'cpython',
    abi: 'cpython-312-x86_64-linux-gnu',
    executable: '/nowhere/python3',
    base: '/nowhere/python3',
    canCreateVenv: true,
    ...reply,
  };
  return `echo '${JSON.stringify(whole)}'`;
}

const canMountTmpfs =
  spawnSync('unshare', ['-Urm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0 ||
  process.env.REQUIRE_ALL === '1';

describe('the search for an interpreter', () => {
  it('says so when there is none', async () => {
    using stack = new SmallStack();
    await expect(stack.ensure()).rejects.toMatchObject({
      code: 'python-missing',
      message: expect.stringMatching(
        /no Python on the PATH.*apt install python3 python3-venv.*PYTHON_CODER_PYTHON/,
      ),
    });
    expect(stack.environments).toEqual([]);
  });

  it('names the versions that are too old, and commands that are no working CPython', async () => {
    using stack = new SmallStack();
    stack.addScript('python3', 'echo "python3: command not found" >&2; exit 127');
    stack.addScript('python3.12', answering({ implementation: 'pypy' }));
    stack.addScript('python', answering({ version: '3.9.18' }));
    await expect(stack.ensure()).rejects.toMatchObject({
      code: 'python-missing',
      message: expect.stringMatching(
        /bin\/python3 does not start as a Python 3; .*python3\.12 is pypy, not CPython; .*bin\/python is Python 3\.9\.18, and 3\.10 or newer is needed/,
      ),
    });
  });

  it('is not fooled by a shim that starts nothing', async () => {
    using stack = await smallStack();
    const { base } = JSON.parse(
      execFileSync(path.join(stack.commands, 'python3'), [
        'src/python/environment/probe_interpreter.py',
      ]).toString(),
    );
    stack.addScript('python3', 'echo "version not installed" >&2; exit 127');
    stack.addShim('python3.11', base);
    expect(await stack.ensure()).toMatchObject({ source: 'managed', packages: { 'tiny-dep': '1.0' } });
  });

  it('says which Debian package is missing when environments can not be made', async () => {
    using stack = new SmallStack();
    stack.addScript('python3', answering({ canCreateVenv: false }));
    await expect(stack.ensure()).rejects.toMatchObject({
      code: 'python-missing',
      message: expect.stringContaining('apt install python3-venv'),
    });
  });
});

describe('when the packages can not be installed', () => {
  it('uses an interpreter that has numpy and pandas, names what it lacks, and is at once the next time', async () => {
    using stack = new SmallStack();
    const { python } = await testEnvironment();
    stack.addShim('python3', python);
    const requirements = stack.unreachable();
    const found = await stack.ensure({ requirements });
    expect(found).toMatchObject({ source: 'system', python, missing: ['surely-absent'] });
    expect(found.packages.pandas).toBeDefined();
    expect(readdirSync(found.matplotlibCache ?? '').join()).toContain('fontlist-');
    expect(stack.messages.at(-1)).toBe(`Using ${python}, which lacks: surely-absent`);
    const { starts } = stack;
    expect(await stack.ensure({ requirements })).toEqual(found);
    expect(stack.starts).toBe(starts);
    expect(stack.environments).toEqual([]);
  });

  it('says both ways out when there is no such interpreter', async () => {
    using stack = await smallStack();
    const empty = path.join(stack.folder, 'empty');
    execFileSync(path.join(stack.commands, 'python3'), ['-I', '-m', 'venv', '--without-pip', empty]);
    stack.addShim('python3', path.join(empty, 'bin/python'));
    await expect(stack.ensure({ requirements: stack.unreachable() })).rejects.toMatchObject({
      code: 'python-missing',
      message: expect.stringMatching(
        /pip ended with 1: .*make the package index reachable.*apt install python3-numpy python3-pandas/,
      ),
    });
    expect(stack.environments).toEqual([]);
  });

  it.skipIf(!canMountTmpfs)('says that the disk is full when it is', async () => {
    using stack = await smallStack();
    mkdirSync(stack.cacheDir);
    const script = `mount -t tmpfs -o size=4m tmpfs '${stack.cacheDir}' && echo mounted && exec cat`;
    const holder = spawn('unshare', ['-Urm', 'sh', '-c', script], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    try {
      const cacheDir = `/proc/${holder.pid}/root${stack.cacheDir}`;
      const building = stack.ensure({ config: { cacheDir, python: { path: null } } });
      await expect(building).rejects.toMatchObject({
        code: 'python-missing',
        message: expect.stringMatching(/^The disk that holds .* is full: .*XDG_CACHE_HOME/),
      });
      expect(readdirSync(path.join(cacheDir, 'venvs'))).toEqual([]);
    } finally {
      holder.stdin.end();
      await once(holder, 'exit');
    }
  });
});

describe('a cache folder that others may write to', () => {
  it('is refused before anything in it is started', async () => {
    using stack = new SmallStack();
    mkdirSync(stack.cacheDir);
    chmodSync(stack.cacheDir, 0o777);
    await expect(stack.ensure()).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringMatching(
        /others may change .*\/cache, and programs could be put there\. Set XDG_CACHE_HOME/,
      ),
    });
    expect(stack.starts).toBe(0);
    chmodSync(stack.cacheDir, 0o755);
    chmodSync(stack.folder, 0o777);
    await expect(stack.ensure()).rejects.toMatchObject({ code: 'config-invalid' });
  });
});

describe('an interpreter the caller names', () => {
  it('is used as it is and started only the first time', async () => {
    using stack = new SmallStack();
    const { python, packages } = await testEnvironment();
    const named = stack.addShim('mine', python);
    const found = await stack.ensure({ path: named });
    expect(found).toMatchObject({ source: 'configured', python, packages, missing: ['tiny-dep'] });
    const { starts } = stack;
    expect(await stack.ensure({ path: named })).toEqual(found);
    expect(stack.starts).toBe(starts);
    expect(stack.environments).toEqual([]);
  });

  it('may be named like a command', async () => {
    using stack = new SmallStack();
    const { python } = await testEnvironment();
    stack.addShim('mine', python);
    expect(await stack.ensure({ path: 'mine' })).toMatchObject({ source: 'configured', python });
  });

  it('needs no cache folder that can be written', async () => {
    using stack = new SmallStack();
    const { python } = await testEnvironment();
    writeFileSync(stack.cacheDir, 'not a folder');
    expect(await stack.ensure({ path: python })).toMatchObject({
      source: 'configured',
      matplotlibCache: null,
    });
  });

  it('must have numpy and pandas', async () => {
    using stack = await smallStack();
    const empty = path.join(stack.folder, 'empty');
    execFileSync(path.join(stack.commands, 'python3'), ['-I', '-m', 'venv', '--without-pip', empty]);
    await expect(stack.ensure({ path: path.join(empty, 'bin/python') })).rejects.toMatchObject({
      code: 'python-missing',
      message: expect.stringMatching(/empty\/bin\/python can't import numpy and pandas/),
    });
  });

  it('must exist', async () => {
    using stack = new SmallStack();
    await expect(stack.ensure({ path: '/nowhere/python3' })).rejects.toMatchObject({
      code: 'python-missing',
      message: expect.stringContaining('/nowhere/python3 does not start as a Python 3'),
    });
  });
});
