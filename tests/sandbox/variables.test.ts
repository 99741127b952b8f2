import { describe, expect, it } from 'vitest';
import type { Program } from '../../src/contracts/runtime.ts';
import { libraryOf } from '../helpers/library.ts';
import { runInSandbox } from '../helpers/sandbox.ts';
import { sharedRuntime } from '../helpers/shared-runtime.ts';

const library = libraryOf(
  'import os\nat_import = os.environ.get("SHOP_TOKEN")\n\ndef token():\n    return [at_import, os.environ.get("SHOP_TOKEN")]\n',
);
const ask = 'from functions import token\nprint(token())';
const secret = 'hunter2 "\\ ü🂡\n';

describe.each(['A', 'B'] as const)('variables of a program in tier %s', (tier) => {
  it('are in its environment, were in nobody else, and are gone with it', async () => {
    const environment = { SHOP_TOKEN: secret };
    const code =
      'import json, os\nfrom functions import token\nprint(json.dumps(token()), len(os.environ["_"]))';
    const run = await runInSandbox(code, { tier, library, environment: { ...environment, _: '' } });
    expect(run).toMatchObject({ status: 'finished', stderr: '' });
    expect(JSON.parse(run.stdout.replace(/ 0\n$/, ''))).toEqual([null, secret]);
    expect((await runInSandbox(ask, { tier, library })).stdout).toBe('[None, None]\n');
  });
});

it('variables reach a program that runs cold', async () => {
  const code = 'import os\nprint(os.environ["SHOP_TOKEN"])';
  const run = await runInSandbox(code, { tier: 'limits', environment: { SHOP_TOKEN: 'hunter2' } });
  expect(run.stdout).toBe('hunter2\n');
});

describe('a variable is refused', () => {
  const run = (environment: Program['environment']) =>
    sharedRuntime().run({
      code: 'pass',
      origin: 'untrusted',
      inputs: [],
      limits: { timeoutSeconds: 5, memoryMiB: 64, outputMiB: 1, diskMiB: 1 },
      runDir: '/nowhere',
      environment,
    });

  it.each([
    '',
    'A-B',
    '1A',
    'A=B',
    'Ä',
    'A B',
    'A\0',
    'LD_PRELOAD',
    'LD_LIBRARY_PATH',
    'PYTHONPATH',
    'PYTHONHASHSEED',
  ])('by its name where it is %j', async (name) => {
    const refused = expect(run({ [name]: secret })).rejects;
    await refused.toMatchObject({ code: 'config-invalid', message: expect.not.stringContaining('hunter2') });
  });

  it('where every program finds it fixed', async () => {
    const { stdout } = await runInSandbox('import os\nprint(*os.environ)');
    const names = stdout.trim().split(' ');
    expect(names).toContain('HOME');
    for (const name of names)
      await expect(run({ [name]: 'x' })).rejects.toMatchObject({ code: 'config-invalid' });
  });

  it.each(['a\0b', '\ud800', 'x'.repeat(70_000)])(
    'for a value that no environment can hold',
    async (value) => {
      await expect(run({ SHOP_TOKEN: value })).rejects.toMatchObject({ code: 'config-invalid' });
    },
  );
});
