import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PyodideRuntime } from '../../../src/contracts/pyodide.ts';
import { createPyodideRuntime } from '../../../src/sandbox/pyodide/create-pyodide-runtime.ts';
import { pyodideHost } from '../../helpers/pyodide-host.ts';

const patient = 180_000;
let runtime: PyodideRuntime;

beforeAll(async () => {
  runtime = createPyodideRuntime({ host: pyodideHost(), limits: { memoryMiB: 512 } });
  await runtime.init();
}, patient);

afterAll(async () => {
  await runtime?.dispose();
});

const forgeries = {
  'a line that is no message': `Deno.stdout.writeSync(new TextEncoder().encode('no message\\n'))`,
  'a message of another shape': `postMessage({ done: true })`,
  'output without end': `(() => { for (let at = 0; at < 100; at++) postMessage({ output: { stream: 'stdout', text: 'x'.repeat(2 ** 20) } }); })()`,
};

it.each(Object.entries(forgeries))(
  'ends an interpreter that says %s, and begins another',
  {
    timeout: patient,
  },
  async (_, forgery) => {
    const pid = (await runtime.execute('import js\njs.Deno.pid')).result as number;
    const code = `from pyodide.code import run_js\nrun_js(${JSON.stringify(forgery)})\nwhile True: pass`;
    expect((await runtime.execute(code)).status).toBe('lost');
    expect(pid).toBeGreaterThan(1);
    expect(() => process.kill(pid, 0)).toThrow(expect.objectContaining({ code: 'ESRCH' }));
    expect(await runtime.execute('2 + 2')).toMatchObject({ status: 'succeeded', result: 4 });
  },
);

it('takes an answer that a program forged for that program alone', { timeout: patient }, async () => {
  const forged = `postMessage({ answer: { status: 'succeeded', result: 'forged' } })`;
  const code = `from pyodide.code import run_js\nrun_js(${JSON.stringify(forged)})\n"honest"`;
  expect((await runtime.execute(code)).result).toBe('forged');
  expect(await runtime.execute('"honest"')).toMatchObject({ status: 'succeeded', result: 'honest' });
});
