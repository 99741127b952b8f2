import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createCPythonRuntime } from '../../src/sandbox/cpython-runtime.ts';
import { testEnvironment } from '../helpers/python-environment.ts';

const limits = { timeoutSeconds: 20, memoryMiB: 256, outputMiB: 4, diskMiB: 16 };

it.each([
  ['with a seed', 7, ['-s']],
  ['without a seed', undefined, ['-I']],
])('a first program %s starts only the kind of interpreter it runs in', async (_, seed, started) => {
  const environment = await testEnvironment();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'proof-test-'));
  try {
    const python = path.join(folder, 'python');
    const log = path.join(folder, 'log');
    await writeFile(python, `#!/bin/sh\necho "$1" >> '${log}'\nexec '${environment.python}' "$@"\n`);
    await chmod(python, 0o755);
    await using runtime = createCPythonRuntime({
      environment: { ...environment, python },
      minimumTier: 'B',
      maxFiles: 1,
      maxInterpreters: 1,
    });
    const runDir = path.join(folder, 'run');
    const run = await runtime.run({
      code: 'print(1)',
      origin: 'untrusted',
      inputs: [],
      limits,
      runDir,
      seed,
    });
    expect(run).toMatchObject({ status: 'finished', stdout: '1\n' });
    expect((await readFile(log, 'utf8')).trim().split('\n')).toEqual(started);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
