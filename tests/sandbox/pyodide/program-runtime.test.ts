import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSufficient } from '../../../src/contracts/isolation.ts';
import type { Program, RunOutcome } from '../../../src/contracts/runtime.ts';
import {
  createPyodideProgramRuntime,
  type PyodideProgramRuntime,
} from '../../../src/sandbox/pyodide/pyodide-program-runtime.ts';

const patient = 120_000;
let folder: string;
let runtime: PyodideProgramRuntime;
let runs = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'test-'));
  runtime = createPyodideProgramRuntime({ cacheDir: folder, maxMemoryMiB: 512, output: { maxFiles: 5 } });
  await runtime.probe();
}, patient);

afterAll(async () => {
  await runtime?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

function run(code: string, more: Partial<Program> = {}): Promise<RunOutcome> {
  const limits = { timeoutSeconds: 60, memoryMiB: 512, outputMiB: 1, diskMiB: 8 };
  const runDir = path.join(folder, `run-${runs++}`);
  return runtime.run({ code, origin: 'untrusted', inputs: [], limits, runDir, ...more });
}

describe('a program in tier W', () => {
  it('gets its inputs, and leaves what it wrote and that alone', { timeout: patient }, async () => {
    const source = path.join(folder, 'in.txt');
    await writeFile(source, 'four');
    const code = "t = open('in.txt').read()\nopen('out.txt', 'w').write(t * 2)\nprint(len(t))";
    const outcome = await run(code, { inputs: [{ name: 'in.txt', path: source }], seed: 3 });
    expect(outcome).toMatchObject({ status: 'finished', stdout: '4\n', isolation: { tier: 'W' } });
    expect(outcome.files.map(({ name }) => name)).toEqual(['out.txt']);
    expect(await readFile(outcome.files[0]?.path as string, 'utf8')).toBe('fourfour');
  });

  it('cannot read a file of the host', { timeout: patient }, async () => {
    const secret = path.join(folder, 'secret.txt');
    await writeFile(secret, 'token');
    const code = `import js\nprint(js.Deno.readTextFileSync(${JSON.stringify(secret)}))`;
    const outcome = await run(code);
    expect(outcome).toMatchObject({ status: 'failed', stdout: '' });
    expect(outcome.exception?.line).toBe(2);
  });

  it('is told by the limit it met', { timeout: patient }, async () => {
    const limits = { timeoutSeconds: 0.3, memoryMiB: 512, outputMiB: 1, diskMiB: 8 };
    expect(await run('while True: pass', { limits })).toMatchObject({ status: 'timed-out' });
  });

  it('is refused what this tier has not', async () => {
    await expect(run('true', { language: 'shell' })).rejects.toMatchObject({ code: 'isolation-missing' });
    await expect(run('1', { network: true })).rejects.toMatchObject({ code: 'input-invalid' });
  });
});

describe('tier W', () => {
  it('attests what was tried before any program', { timeout: patient }, async () => {
    expect((await runtime.probe()).canary).toMatchObject({ tried: 5, refused: 5 });
    expect(await runtime.environment()).toMatchObject({ source: 'pyodide' });
  });

  it('is enough for nobody who did not choose it', () => {
    expect([isSufficient('W', 'A'), isSufficient('W', 'B'), isSufficient('W', 'W')]).toEqual([
      false,
      false,
      true,
    ]);
  });
});
