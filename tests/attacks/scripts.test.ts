import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxOf } from '../helpers/sandbox.ts';
import { Arena } from './arena.ts';
import { attacksByScripts } from './attacks-by-scripts.ts';

const isRoot = process.getuid?.() === 0;
const possible = attacksByScripts.filter(({ isRaw }) => !isRaw || process.arch === 'x64');
let arena: Arena;

beforeAll(async () => {
  arena = await Arena.open();
});
afterAll(() => arena[Symbol.asyncDispose]());

describe('a script that attacks', () => {
  it.each(possible)('is held: $name', async ({ code }) => {
    expect(await arena.attackByScript(code, {})).toEqual({ claims: 'HELD', damage: [] });
  });

  it.for(possible)('succeeds where nothing holds it: $name', async (one, { skip }) => {
    skip(one.needsRoot === true && !isRoot, 'only root can do this');
    const where = one.worksWithout ? { without: one.worksWithout } : 'host';
    const { claims, damage } = await arena.attackByScript(one.code, where);
    if (one.outside) await expect.poll(() => arena.damage()).toContain(one.outside);
    else expect({ claims, damage }).toEqual({ claims: 'BREACHED', damage: [] });
  });
});

describe('what a script leaves for whoever collects its files', () => {
  it('is copied without following a link, waiting for a pipe or keeping a right', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'script-files-'));
    try {
      const code = `echo own > real; ln real hard; cp /bin/true shell; chmod 6755 shell
ln -s /etc/passwd out.csv; ln -s /etc folder; ln -s . loop; mkfifo pipe
mkdir -p d/e; ln -s /etc/passwd d/x; ln -s ../../../../../etc/passwd d/e/y; ln -s real near`;
      const limits = { timeoutSeconds: 20, memoryMiB: 256, outputMiB: 1, diskMiB: 16 };
      const runner = await sandboxOf();
      const runDir = path.join(folder, 'run');
      const run = await runner.run({
        code,
        language: 'shell',
        origin: 'untrusted',
        inputs: [],
        limits,
        runDir,
      });
      expect(run).toMatchObject({ status: 'finished', stderr: '' });
      expect(run.files.map(({ name }) => name)).toEqual(['hard', 'real', 'shell']);
      const left = ['d/e/y', 'd/x', 'folder', 'loop', 'near', 'out.csv', 'pipe'];
      expect(run.leftBehind).toEqual(left.map((name) => `${name}: not a regular file`));
      const modes = await Promise.all(run.files.map(async (file) => (await stat(file.path)).mode & 0o7777));
      expect(modes).toEqual([0o600, 0o600, 0o600]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
