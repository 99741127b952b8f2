import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load-config.ts';
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
  const { cacheDir } = loadConfig();
  runtime = createPyodideProgramRuntime({ cacheDir, maxMemoryMiB: 512, output: { maxFiles: 5 } });
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

  it.each([
    ['timed-out', 'while True: pass', { timeoutSeconds: 0.3 }],
    ['out-of-memory', 'kept = [bytearray(2 ** 20) for _ in range(10_000)]', {}],
    ['output-too-large', 'print("x" * 2 ** 21)', {}],
    ['disk-full', 'open("a.bin", "wb").write(b"a" * 9 * 2 ** 20)', {}],
    ['failed', 'def f():\n    raise ValueError("no")\nf()', {}],
  ] as const)('ends as %s', { timeout: patient }, async (status, code, less) => {
    const limits = { timeoutSeconds: 60, memoryMiB: 512, outputMiB: 1, diskMiB: 8, ...less };
    const outcome = await run(code, { limits });
    expect(outcome).toMatchObject({ status, reason: expect.any(String) });
    if (status !== 'failed') return;
    expect(outcome).toMatchObject({ exitCode: 1, exception: { type: 'ValueError', message: 'no', line: 2 } });
    expect(outcome.stderr).toMatch(/^Traceback[\s\S]*ValueError: no\n$/);
  });

  it('is cancelled while it runs', { timeout: patient }, async () => {
    const cancellation = new AbortController();
    const running = run('print("begun", flush=True)\nwhile True: pass', {
      signal: cancellation.signal,
      onOutput: () => cancellation.abort(),
    });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('draws the same numbers with the same seed, and answers what it is asked', {
    timeout: patient,
  }, async () => {
    const exchange = {
      question: { name: 'question.txt', text: '21' },
      answer: { name: 'answer.txt', maxBytes: 100 },
    };
    const code =
      "import random\nasked = int(open('question.txt').read())\nopen('answer.txt', 'w').write(f'{asked * 2} {random.random()}')";
    const [one, two] = [await run(code, { exchange, seed: 7 }), await run(code, { exchange, seed: 7 })];
    expect(one.answer?.text).toMatch(/^42 0\.\d+$/);
    expect(two.answer).toEqual(one.answer);
    expect(one.files).toEqual([]);
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
