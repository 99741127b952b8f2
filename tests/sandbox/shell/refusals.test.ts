import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Program } from '../../../src/contracts/runtime.ts';
import { createCPythonRuntime } from '../../../src/sandbox/cpython-runtime.ts';
import { runUnderLimits } from '../../../src/sandbox/run-under-limits.ts';
import { libraryOf } from '../../helpers/library.ts';
import { testEnvironment } from '../../helpers/python-environment.ts';
import { runInSandbox } from '../../helpers/sandbox.ts';
import { sharedRuntime } from '../../helpers/shared-runtime.ts';
import { without } from '../../helpers/weak-host.ts';
import { seatbeltStandIn } from '../seatbelt-stand-in.ts';

const isMissing = { code: 'isolation-missing' };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'shell-refusals-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function programOf(more: Partial<Program> = {}): Promise<Program> {
  const runDir = await mkdtemp(path.join(folder, 'run-'));
  const limits = { timeoutSeconds: 20, memoryMiB: 1024, outputMiB: 1, diskMiB: 8 };
  return { code: 'echo hi', language: 'shell', origin: 'untrusted', inputs: [], limits, runDir, ...more };
}

const place = { minimumTier: 'B', maxFiles: 1, maxInterpreters: 1 } as const;

describe('a shell program', () => {
  it('runs where there is tier A', async () => {
    const run = await sharedRuntime().run(await programOf({ seed: 7 }));
    expect(run).toMatchObject({ status: 'finished', stdout: 'hi\n', isolation: { tier: 'A' } });
  });

  it.each([
    ['of a model', {}, false],
    ['of this package', { origin: 'ours' }, false],
    ['of whoever accepts that nothing isolates it', {}, true],
  ] as const)('%s is refused under limits alone', async (_, more, unsafelyRunWithoutIsolation) => {
    const environment = await testEnvironment();
    const options = { ...place, environment, unsafelyRunWithoutIsolation, platform: 'freebsd' as const };
    await using runtime = createCPythonRuntime(options);
    await expect(runtime.run(await programOf(more))).rejects.toMatchObject({
      ...isMissing,
      message: expect.stringMatching(/need isolation tier A.*"limits"/),
    });
    const print = await programOf({ code: 'print(1)', language: undefined, origin: 'ours' });
    expect(await runtime.run(print)).toMatchObject({ stdout: '1\n' });
  });

  it('is told that Python still runs only where it does', async () => {
    const environment = await testEnvironment();
    const told = async (unsafelyRunWithoutIsolation: boolean) => {
      const options = { ...place, environment, unsafelyRunWithoutIsolation, platform: 'freebsd' as const };
      await using runtime = createCPythonRuntime(options);
      return await runtime.run(await programOf()).catch(({ message }: Error) => message);
    };
    expect(await told(true)).toContain('Python programs still run here.');
    expect(await told(false)).not.toContain('Python programs');
  });

  it('is refused in tier C', async () => {
    await using mac = await seatbeltStandIn('holds');
    const options = { ...place, environment: mac.environment, platform: 'darwin' as const };
    await using runtime = createCPythonRuntime(options);
    await expect(runtime.run(await programOf())).rejects.toMatchObject({
      ...isMissing,
      message: expect.stringMatching(/tier "C".*Python programs still run here\.$/),
    });
  });

  it.runIf(process.arch === 'x64')('is refused in tier B, where Python goes on', async () => {
    const environment = JSON.stringify(await testEnvironment());
    const script = path.join(import.meta.dirname, 'run-shell.mjs');
    const tell = async (prefix: string[]) => {
      const runDir = await mkdtemp(path.join(folder, 'host-'));
      const [command = '', ...words] = [...prefix, process.execPath, script, environment, runDir];
      return JSON.parse((await execa(command, words)).stdout);
    };
    expect(await tell(await without('namespaces'))).toEqual([
      {
        ...isMissing,
        message: expect.stringMatching(/tier "B".*unshare.*Python programs still run here\.$/),
      },
      { stdout: 'hi\n', tier: 'B' },
    ]);
    expect(await tell([])).toEqual([
      { stdout: 'hi\n', tier: 'A' },
      { stdout: 'hi\n', tier: 'A' },
    ]);
  });

  it.each(['B', 'limits'] as const)(
    'does not even start where nobody asked for its tier: %s',
    async (tier) => {
      await expect(runInSandbox('echo hi', { tier, language: 'shell' })).rejects.toMatchObject(isMissing);
    },
  );

  it('is never taken for Python under limits', async () => {
    const environment = await testEnvironment();
    const program = await programOf({ code: 'print(1)', origin: 'ours' });
    await expect(runUnderLimits(program, { environment, maxFiles: 1 })).rejects.toMatchObject(isMissing);
  });

  it.each([
    ['a library', { library: libraryOf('def f(): ...') }, 'library'],
    ['variables', { environment: { TOKEN: 'x' } }, 'environment'],
  ])('can be given no %s', async (_, more, word) => {
    await expect(sharedRuntime().run(await programOf(more))).rejects.toMatchObject({
      code: 'config-invalid',
      message: `A shell program can be given no ${word}.`,
    });
  });

  it('can be given no network', async () => {
    const given = await programOf({ network: true, library: libraryOf('def f(): ...') });
    await expect(sharedRuntime().run(given)).rejects.toMatchObject({ code: 'config-invalid' });
    await expect(sharedRuntime().run(await programOf({ network: true }))).rejects.toMatchObject({
      code: 'config-invalid',
    });
  });
});
