import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { type FakeOpenAiServer, fakeOpenAiServer } from '../helpers/fake-openai-server.ts';
import { testEnvironment } from '../helpers/python-environment.ts';

/** Numbers of x86-64 system calls, each with the error a host without it gives. */
const missing = {
  namespaces: '272=1', // unshare: EPERM
  landlock: '444=38', // landlock_create_ruleset: ENOSYS
  seccomp: '317=22', // seccomp: EINVAL
};

const denier = path.join(packageRoot, 'tests/helpers/deny_system_calls.py');
const cli = path.join(packageRoot, 'dist/apps/cli/main.js');
const employees = path.join(packageRoot, 'data/samples/employees.csv');
const question = 'What is the average salary by department?';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'weak-host-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the built command on a host whose kernel lacks something. */
async function commandWithout(denied: string, words: string[], env: Record<string, string> = {}) {
  const { python } = await testEnvironment();
  const { stdout, stderr, exitCode } = await execa(
    python,
    [denier, denied, '--', process.execPath, cli, ...words, '--json'],
    { cwd: folder, reject: false, env: { XDG_CONFIG_HOME: folder, ...env } },
  );
  return { value: JSON.parse(stdout), stderr, exitCode };
}

async function modelThatAnswers(): Promise<FakeOpenAiServer> {
  return fakeOpenAiServer({
    models: ['scripted'],
    replies: ['```python\nprint(42)\n```', JSON.stringify({ approved: true, issues: [] })],
  });
}

describe.runIf(process.arch === 'x64')('a host', () => {
  it('that denies namespaces is in tier B, says why, and runs code a model wrote', async () => {
    const doctor = await commandWithout(missing.namespaces, ['doctor']);
    expect(doctor.exitCode).toBe(0);
    expect(doctor.value.isolation.isolation).toMatchObject({
      tier: 'B',
      layers: {
        namespaces: { active: false, detail: expect.stringContaining('unshare') },
        landlock: { active: true },
        seccomp: { active: true },
      },
    });
    await using server = await modelThatAnswers();
    const run = await commandWithout(missing.namespaces, ['What is six times seven?'], {
      OPENAI_BASE_URL: server.baseUrl,
    });
    expect(run.value).toMatchObject({ status: 'succeeded', result: 42, run: { isolation: { tier: 'B' } } });
  });

  it.each([
    ['landlock', 'has no Landlock'],
    ['seccomp', 'seccomp: Invalid argument'],
  ] as const)('without %s refuses code a model wrote and says what is missing', async (layer, words) => {
    await using server = await modelThatAnswers();
    const { value, exitCode } = await commandWithout(missing[layer], ['What is six times seven?'], {
      OPENAI_BASE_URL: server.baseUrl,
    });
    expect(exitCode).toBe(4);
    expect(value).toMatchObject({ success: false, error: { code: 'isolation-missing' } });
    expect(value.error.message).toContain(words);
  });

  it.each(['landlock', 'seccomp'] as const)(
    'without %s still runs a built-in template, with a warning',
    async (layer) => {
      const { value, exitCode } = await commandWithout(missing[layer], [question, '--file', employees]);
      expect(exitCode).toBe(0);
      expect(value).toMatchObject({ status: 'succeeded', run: { isolation: { tier: 'limits' } } });
      expect(value.warnings.join()).toContain('resource limits alone');
    },
  );

  it('without a layer is not in order for doctor', async () => {
    const doctor = await commandWithout(missing.seccomp, ['doctor']);
    expect(doctor.exitCode).toBe(4);
    expect(doctor.value.isolation.isolation.tier).toBe('limits');
  });
});
