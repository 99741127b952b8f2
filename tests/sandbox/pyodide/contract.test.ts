import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PyodideHost, PyodideRuntime } from '../../../src/contracts/pyodide.ts';
import { createPyodideRuntime } from '../../../src/sandbox/pyodide/create-pyodide-runtime.ts';
import { pyodideHost } from '../../helpers/pyodide-host.ts';
import { contractCases } from './contract-cases.ts';

const patient = 180_000;
const hosts: { kind: string; open(): PyodideHost }[] = [{ kind: 'deno', open: pyodideHost }];

describe.each(hosts)('Python in the host $kind', ({ kind, open }) => {
  let runtime: PyodideRuntime;

  beforeAll(async () => {
    runtime = createPyodideRuntime({
      host: open(),
      limits: { memoryMiB: 512, outputChars: 20_000, timeoutMs: patient },
    });
    await runtime.init();
  }, patient);

  afterAll(async () => {
    await runtime?.dispose();
  });

  it('says what it is', () => {
    expect(runtime.getState()).toMatchObject({ status: 'ready', problem: null, host: kind });
    expect(runtime.getState().versions?.python).toMatch(/^3\.\d+\.\d+$/);
  });

  it.each(contractCases)('gives $name', { timeout: patient }, async ({ code, expected, fault }) => {
    const execution = await runtime.execute(code, { keepState: true });
    expect(execution).toMatchObject(fault === undefined ? expected : { ...expected, error: fault });
  });

  it('keeps variables where it is asked to, and shows none of them to others', {
    timeout: patient,
  }, async () => {
    await runtime.execute('import js\njs.globalThis.left = kept = 7', { keepState: true });
    expect(await runtime.execute('kept', { keepState: true })).toMatchObject({ result: 7 });
    const other = await runtime.execute('import js\n["kept" in globals(), hasattr(js, "left")]');
    expect(other).toMatchObject({ status: 'succeeded', result: [false, false] });
  });

  it('stops code that obeys, and goes on with it', { timeout: patient }, async () => {
    await runtime.execute('kept = 8', { keepState: true });
    const endless = 'while True:\n    pass';
    const stopped = await runtime.execute(endless, { keepState: true, limits: { timeoutMs: 300 } });
    expect(stopped).toMatchObject({ status: 'timed-out', error: { type: 'KeyboardInterrupt' } });
    expect(await runtime.execute('kept', { keepState: true })).toMatchObject({ result: 8 });
  });

  it('ends code that obeys nothing, and has another interpreter after it', { timeout: patient }, async () => {
    const stubborn = 'while True:\n    try:\n        while True: pass\n    except BaseException: pass';
    const cancelling = new AbortController();
    const ended = runtime.execute(`print("on")\n${stubborn}`, {
      signal: cancelling.signal,
      onOutput: () => cancelling.abort(),
    });
    expect(await ended).toMatchObject({ status: 'cancelled', stdout: 'on\n' });
    expect(await runtime.execute('1 + 1')).toMatchObject({ status: 'succeeded', result: 2 });
  });
});
