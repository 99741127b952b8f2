import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Program } from '../../src/contracts/runtime.ts';
import { createCPythonRuntime } from '../../src/sandbox/cpython-runtime.ts';
import { libraryOf } from '../helpers/library.ts';
import { type StandInKind, seatbeltStandIn } from './seatbelt-stand-in.ts';

const limits = { timeoutSeconds: 20, memoryMiB: 1024, outputMiB: 4, diskMiB: 16 };

/** A runtime that takes this host for a Mac whose Seatbelt behaves in the given way. */
async function macWith(kind: StandInKind, minimumTier: 'A' | 'B' = 'B') {
  const standIn = await seatbeltStandIn(kind);
  const { environment, folder } = standIn;
  const runtime = createCPythonRuntime({
    environment,
    minimumTier,
    maxFiles: 10,
    maxInterpreters: 4,
    platform: 'darwin',
  });
  return {
    runtime,
    run: async (
      code: string,
      {
        origin = 'untrusted',
        ...more
      }: Partial<Pick<Program, 'origin' | 'seed' | 'library' | 'network'>> = {},
    ) => {
      const input = path.join(folder, 'input.csv');
      await writeFile(input, 'a,b\n1,2\n');
      const runDir = await mkdtemp(path.join(folder, 'run-'));
      return runtime.run({
        code,
        origin,
        inputs: [{ name: 'data.csv', path: input }],
        limits,
        runDir,
        ...more,
      });
    },
    [Symbol.asyncDispose]: async () => {
      await runtime[Symbol.asyncDispose]();
      await standIn[Symbol.asyncDispose]();
    },
  };
}

describe('on a Mac whose Seatbelt holds', () => {
  it('code of a model runs in tier C, with what its canary proved in the attestation', async () => {
    await using mac = await macWith('holds');
    const run = await mac.run(
      'import pandas as pd\nframe = pd.read_csv("data.csv")\nframe.to_csv("out.csv")\nprint(frame["b"].sum())',
    );
    expect(run).toMatchObject({ status: 'finished', stdout: '2\n', stderr: '' });
    expect(run.files.map(({ name }) => name)).toEqual(['out.csv']);
    const { tier, layers, canary } = run.isolation;
    expect({ tier, active: [layers.seatbelt?.active, layers.rlimits?.active] }).toEqual({
      tier: 'C',
      active: [true, true],
    });
    expect(canary?.tried).toBeGreaterThanOrEqual(38);
    expect(canary?.refused).toBe(canary?.tried);
    const again = await mac.run('import random\nprint(random.random())', { seed: 7 });
    expect(again).toMatchObject({ status: 'finished', stdout: '0.32383276483316237\n' });
  }, 30_000);

  it('a program finds nothing of the host, and a probe tells of the operations tried', async () => {
    await using mac = await macWith('holds');
    const run = await mac.run(
      'import os\nfor path in ("..", "/etc", os.path.expanduser("~root")):\n    try: print(os.listdir(path))\n    except OSError as error: print(type(error).__name__)',
    );
    expect(run.stdout).toBe('PermissionError\n'.repeat(3));
    const { canary, tier } = await mac.runtime.probe();
    expect(tier).toBe('C');
    expect(canary?.operations).toHaveLength(canary?.tried ?? 0);
    expect(canary?.operations?.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['read a file of the host', 'send to an internet address', 'start a program']),
    );
  }, 30_000);

  it('an operator who asks for tier A gets no tier C', async () => {
    await using mac = await macWith('holds', 'A');
    await expect(mac.run('print(1)')).rejects.toMatchObject({
      code: 'isolation-missing',
      message: expect.stringMatching(/reaches isolation tier "C", but .* needs tier A\./),
    });
    expect(await mac.run('print(1)', { origin: 'ours' })).toMatchObject({ isolation: { tier: 'C' } });
  }, 30_000);
});

describe('on a Mac, functions of an operator', () => {
  const library = libraryOf('import sys\n\ndef where():\n    return __file__\n');
  const code = `from functions import where
print(where().endswith("functions/0/tools.py"), open(where()).read().count("def where"))
try:
    open(where(), "w")
except OSError as error:
    print(type(error).__name__)
`;

  it('are imported by each program inside of its lock, from files that it can not write', async () => {
    await using mac = await macWith('holds');
    expect(await mac.runtime.warmUp({ library })).toMatchObject({ status: 'warm' });
    expect(await mac.run(code, { library })).toMatchObject({
      stdout: 'True 1\nPermissionError\n',
      stderr: '',
    });
  }, 30_000);

  it('that can not be imported are told with the reason', async () => {
    await using mac = await macWith('holds');
    const broken = libraryOf('raise ValueError("no such table")\n\ndef f():\n    pass\n');
    expect(await mac.runtime.warmUp({ library: broken })).toEqual({
      status: 'failed',
      detail: expect.stringContaining('ValueError: no such table'),
    });
  }, 30_000);

  it('have no network there', async () => {
    await using mac = await macWith('holds');
    await expect(mac.run('pass', { library, network: true })).rejects.toMatchObject({
      code: 'isolation-missing',
    });
    const asked = 'import socket\nsocket.socket()';
    expect((await mac.run(asked, { library })).exception?.message).toContain('--allow-network');
  }, 30_000);
});

describe('tier C is refused, and code of this package alone runs under limits,', () => {
  it.each<[StandInKind, RegExp]>([
    ['missing', /needs tier C\. The sandbox did not start in tier C: .*libSystem/],
    ['lies', /attests less than tier C requires \(seatbelt: not in force/],
    [
      'boasts',
      /canary found tier C not to hold on this host: "see a file of the host" was not refused by seatbelt \(it worked\).* and \d+ others\./,
    ],
    [
      'forgets-all-but-files',
      /canary found tier C not to hold on this host: "change the mode of a file of the host" was not refused by seatbelt \(it worked\).* and \d+ others\./,
    ],
    [
      'holds-too-much',
      /Programs can't work in tier C on this host: It ended with exit code 1\. PermissionError/,
    ],
  ])('where the stand-in for Seatbelt is of the kind "%s"', async (kind, reason) => {
    await using mac = await macWith(kind);
    await expect(mac.run('print(1)')).rejects.toMatchObject({
      code: 'isolation-missing',
      message: expect.stringMatching(reason),
    });
    const run = await mac.run('print(1)', { origin: 'ours' });
    expect(run).toMatchObject({ status: 'finished', isolation: { tier: 'limits' } });
    const { tier, layers } = await mac.runtime.probe();
    expect({ tier, seatbelt: layers.seatbelt?.active }).toEqual({ tier: 'limits', seatbelt: false });
  });
});

it.runIf(process.platform === 'linux')(
  'tier C is never tried on Linux, even where it would hold',
  async () => {
    await using standIn = await seatbeltStandIn('holds');
    const { environment } = standIn;
    await using runtime = createCPythonRuntime({
      environment,
      minimumTier: 'B',
      maxFiles: 10,
      maxInterpreters: 4,
    });
    const { tier, layers } = await runtime.probe();
    expect(tier).toBe('limits');
    expect(layers).not.toHaveProperty('seatbelt');
  },
);
