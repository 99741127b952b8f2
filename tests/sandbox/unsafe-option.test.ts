import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../src/apps/cli/command-line.ts';
import { createPythonCoder } from '../../src/coder/create-python-coder.ts';
import { environmentNames } from '../../src/config/environment-settings.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { ConfigOverrides } from '../../src/config/schema.ts';
import { scriptedModel } from '../../src/llm/scripted-model.ts';
import { runUnderLimits } from '../../src/sandbox/run-under-limits.ts';
import { CommandRoom } from '../helpers/cli.ts';
import { testEnvironment } from '../helpers/python-environment.ts';
import { approval, program } from '../helpers/test-coder.ts';
import { without } from '../helpers/weak-host.ts';

const question = 'What is six times seven?';
const flag = '--unsafe-no-isolation';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'unsafe-option-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The built command on a host that lacks a layer, with a model that writes `print(42)`. */
async function ask(layer: Parameters<typeof without>[0], words: string[], env: Record<string, string> = {}) {
  await using room = await CommandRoom.open([program('print(42)'), JSON.stringify(approval)]);
  return await room.ask([question, ...words], { through: await without(layer), env });
}

async function configFile(text: string): Promise<string> {
  const file = path.join(await mkdtemp(path.join(folder, 'config-')), 'config.yaml');
  await writeFile(file, text);
  return file;
}

describe.runIf(process.arch === 'x64')('code of a model on a host without isolation', () => {
  it.each(['seccomp', 'landlock'] as const)(
    'runs without %s when the caller accepts it by name, and says so',
    async (layer) => {
      const { value, stderr, exitCode } = await ask(layer, [flag]);
      expect(exitCode).toBe(0);
      expect(value).toMatchObject({
        status: 'succeeded',
        result: 42,
        run: { isolation: { tier: 'limits' } },
      });
      expect(value.run.isolation).not.toHaveProperty('canary');
      expect(value.warnings).toEqual([expect.stringMatching(/^UNSAFE: nothing isolated this code/)]);
      expect(stderr).toContain('UNSAFE: nothing isolated this code');
    },
  );

  it('warns on standard error even when everything else is quiet', async () => {
    const { value, stderr } = await ask('seccomp', [flag, '--quiet']);
    expect(value.status).toBe('succeeded');
    expect(stderr).toContain('Warning: nothing isolated the program');
  });

  it('is refused without that word, whatever the environment says', async () => {
    const { value, exitCode } = await ask('seccomp', [], {
      UNSAFELY_RUN_WITHOUT_ISOLATION: 'true',
      PYTHON_CODER_UNSAFELY_RUN_WITHOUT_ISOLATION: 'true',
      PYTHON_CODE_UNSAFE_NO_ISOLATION: '1',
    });
    expect(exitCode).toBe(4);
    expect(value).toMatchObject({ success: false, error: { code: 'isolation-missing' } });
  });

  it('runs in the strongest tier there is when only a stronger one is configured', async () => {
    const file = await configFile('isolation:\n  minimumTier: A\n');
    const refused = await ask('namespaces', ['--config', file]);
    expect(refused.value.error).toMatchObject({ code: 'isolation-missing' });
    const { value } = await ask('namespaces', ['--config', file, flag]);
    expect(value).toMatchObject({
      status: 'succeeded',
      run: { isolation: { tier: 'B', layers: { landlock: { active: true }, seccomp: { active: true } } } },
    });
    expect(value.warnings).toEqual([
      expect.stringContaining('tier B, and the configuration asks for tier A'),
    ]);
  });
});

describe('the unsafe option', () => {
  it('weakens nothing on a host that has isolation', async () => {
    await using coder = createPythonCoder({
      model: scriptedModel([program('print(42)'), approval]),
      unsafelyRunWithoutIsolation: true,
      config: { executionDir: folder, auditDir: folder, outputDir: folder },
    });
    const { run, warnings } = await coder.executeCodeTask(question);
    expect(run?.status).toBe('finished');
    expect(['A', 'B']).toContain(run?.isolation.tier);
    expect(run?.isolation.canary?.refused).toBe(run?.isolation.canary?.tried);
    expect(warnings).toEqual([]);
  });

  it.each(['unsafelyRunWithoutIsolation: true', 'isolation:\n  unsafelyRunWithoutIsolation: true'])(
    'is an unknown key in a settings file: %j',
    async (text) => {
      const file = await configFile(text);
      expect(() => loadConfig({ file, env: {} })).toThrow(
        expect.objectContaining({
          code: 'config-invalid',
          message: expect.stringContaining('Unrecognized key: "unsafelyRunWithoutIsolation"'),
        }),
      );
    },
  );

  it('is no setting of the caller either, and no variable of the environment', () => {
    const overrides = { unsafelyRunWithoutIsolation: true } as ConfigOverrides;
    expect(() => loadConfig({ env: {}, overrides })).toThrow('Unrecognized key');
    expect(environmentNames.filter(({ name, key }) => /unsafe|isolat/i.test(`${name} ${key}`))).toEqual([]);
  });

  it('is passed on by the command line only where it was typed', () => {
    const coderOf = (words: string[]) => parseCommandLine(words, { write: () => {} })?.coder;
    expect(coderOf([question, flag])).toMatchObject({ unsafelyRunWithoutIsolation: true });
    expect(coderOf([question])).not.toHaveProperty('unsafelyRunWithoutIsolation');
  });

  it('is what lets foreign code run under resource limits alone, and nothing but true will do', async () => {
    const environment = await testEnvironment();
    const limits = { timeoutSeconds: 20, memoryMiB: 256, outputMiB: 4, diskMiB: 16 };
    const run = async (unsafelyRunWithoutIsolation: boolean) =>
      runUnderLimits(
        {
          code: 'print(42)',
          origin: 'untrusted',
          inputs: [],
          limits,
          runDir: await mkdtemp(path.join(folder, 'run-')),
        },
        { environment, unsafelyRunWithoutIsolation, maxFiles: 1 },
      );
    await expect(run(false)).rejects.toMatchObject({ code: 'isolation-missing' });
    expect(await run(true)).toMatchObject({ stdout: '42\n', isolation: { tier: 'limits' } });
  });
});
