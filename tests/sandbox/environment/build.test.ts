import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PythonEnvironment } from '../../../src/contracts/python-environment.ts';
import { ownIdentity } from '../../../src/filesystem/process-identity.ts';
import { type SmallStack, smallStack } from './small-stack.ts';

describe('an environment that was built', () => {
  let stack: SmallStack;
  let built: PythonEnvironment;
  let other: PythonEnvironment;
  /** What each of two that asked for it at the same time was told. */
  const told: [string[], string[]] = [[], []];

  beforeAll(async () => {
    stack = await smallStack();
    mkdirSync(path.join(stack.cacheDir, 'venvs/.building-0123456789abcdef-left'), { recursive: true });
    mkdirSync(path.join(stack.cacheDir, 'venvs/.building-fedcba9876543210-busy'));
    writeFileSync(
      path.join(stack.cacheDir, 'venvs/fedcba9876543210.lock'),
      JSON.stringify({ ...ownIdentity(), token: 'busy' }),
    );
    [built, other] = await Promise.all([
      stack.ensure({ onProgress: (message) => told[0].push(message) }),
      stack.ensure({ onProgress: (message) => told[1].push(message) }),
    ]);
  });

  afterAll(() => stack[Symbol.dispose]());

  it('has the required packages under their normalised names', () => {
    expect(built).toMatchObject({ source: 'managed', missing: [], matplotlibCache: null });
    expect(built.packages).toMatchObject({ 'tiny-dep': '1.0' });
    expect(built.version).toMatch(/^3\.\d+\.\d+/);
  });

  it('is built once when two ask at the same time', () => {
    expect(other).toEqual(built);
    expect(told.flat().filter((message) => message.startsWith('Installing'))).toHaveLength(1);
    expect(told.flat().filter((message) => message.startsWith('Another process'))).toHaveLength(1);
  });

  it('says what it does while it does it', () => {
    const builder = told.find((messages) => messages.some((message) => message.startsWith('Installing')));
    expect(builder?.join('\n')).toMatch(
      /^Looking for a Python interpreter\nInstalling 1 packages .*venvs\/[0-9a-f]{16} [\s\S]*ready$/,
    );
  });

  it('works from where it was renamed to', () => {
    const script = 'import sys, tinydep; print(sys.prefix, tinydep.__cached__, tinydep.answer)';
    const [prefix, cached, answer] = execFileSync(built.python, ['-I', '-c', script]).toString().split(' ');
    expect(prefix).toBe(path.dirname(path.dirname(built.python)));
    expect(readFileSync(cached ?? '').length).toBeGreaterThan(0);
    expect(answer).toBe('42\n');
  });

  it('leaves nothing of the building behind, and what killed builds left is swept unless they are still alive', () => {
    const name = path.basename(path.dirname(path.dirname(built.python)));
    expect(stack.environments.sort()).toEqual(
      ['.building-fedcba9876543210-busy', name, 'fedcba9876543210.lock'].sort(),
    );
  });

  it('is found again without starting anything or saying anything', async () => {
    const { starts } = stack;
    expect(await stack.ensure()).toEqual(built);
    expect(stack.starts).toBe(starts);
    expect(stack.messages).toEqual([]);
  });

  it('serves other commands that lead to the same interpreter, after one look at them', async () => {
    const target = /exec '(.*)'/.exec(readFileSync(path.join(stack.commands, 'python3'), 'utf8'))?.[1] ?? '';
    rmSync(path.join(stack.commands, 'python3'));
    stack.addShim('python', target);
    const { starts } = stack;
    expect(await stack.ensure()).toEqual(built);
    expect(stack.starts).toBe(starts + 1);
    expect(await stack.ensure()).toEqual(built);
    expect(stack.starts).toBe(starts + 1);
  });

  it('is built again when its interpreter is gone, by pip where the uv on the search path fails', async () => {
    const tried = path.join(stack.folder, 'uv-was-tried');
    stack.addScript('uv', `echo tried > '${tried}'; echo "uv: no" >&2; exit 2`);
    rmSync(built.python);
    expect(await stack.ensure()).toEqual(built);
    expect(readFileSync(tried, 'utf8')).toBe('tried\n');
    expect(stack.messages.filter((message) => message.startsWith('Installing'))).toHaveLength(1);
    expect(execFileSync(built.python, ['-I', '-c', 'import tinydep; print(tinydep.answer)']).toString()).toBe(
      '42\n',
    );
  });

  it('is built by uv where that is', async ({ skip }) => {
    using bare = await smallStack();
    const target = path.join(bare.folder, 'uv');
    try {
      execFileSync(built.python, ['-I', '-m', 'pip', 'install', '--quiet', '--target', target, 'uv'], {
        stdio: 'pipe',
      });
    } catch (error) {
      if (process.env.REQUIRE_ALL === '1') throw error;
      skip('uv could not be installed');
    }
    bare.addShim('uv', path.join(target, 'bin/uv'));
    const { python, ...facts } = await bare.ensure();
    expect(facts).toMatchObject({ source: 'managed', packages: { 'tiny-dep': '1.0' } });
    expect(readdirSync(path.dirname(python))).not.toContain('pip');
  });
});

it('leaves neither files nor processes when it is cancelled while it builds', async () => {
  using stack = await smallStack();
  const controller = new AbortController();
  const building = stack.ensure({
    signal: controller.signal,
    onProgress: (message) => {
      if (message.startsWith('Installing')) setTimeout(() => controller.abort(), 300);
    },
  });
  await expect(building).rejects.toMatchObject({ code: 'cancelled' });
  expect(stack.environments).toEqual([]);
  expect(commandLines().filter((line) => line.includes(stack.cacheDir))).toEqual([]);
});

it('does not begin when it was cancelled before', async () => {
  using stack = await smallStack();
  await expect(stack.ensure({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
  expect(stack.starts).toBe(0);
});

function commandLines(): string[] {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return processes.map((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    } catch {
      return '';
    }
  });
}
