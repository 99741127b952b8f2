import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createPyodideRuntime } from '../../../src/sandbox/pyodide/create-pyodide-runtime.ts';
import { DenoHost } from '../../../src/sandbox/pyodide/deno-host.ts';
import { pyodideHost } from '../../helpers/pyodide-host.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

it('a snapshot is made by the first start, for this user alone, and one that was spoiled is made anew', async () => {
  const cacheDir = path.join(temporaryFolder(), 'cache');
  const answer = async () => {
    await using runtime = createPyodideRuntime({ host: new DenoHost({ cacheDir }) });
    return (await runtime.execute('6 * 7')).result;
  };
  expect(await answer()).toBe(42);
  const [name = ''] = await readdir(path.join(cacheDir, 'pyodide'));
  const snapshot = path.join(cacheDir, 'pyodide', name);
  await writeFile(snapshot, 'spoiled');
  expect(await answer()).toBe(42);
  expect(await readdir(path.join(cacheDir, 'pyodide'))).toEqual([name]);
});

it('a start that is cancelled is not waited for, and leaves a runtime that can be started', async () => {
  await using runtime = createPyodideRuntime({ host: pyodideHost() });
  await expect(runtime.init({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
  expect((await runtime.execute('1')).result).toBe(1);
  await runtime.reset();
  expect((await runtime.execute('2')).result).toBe(2);
});
