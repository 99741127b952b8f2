import type { Runtime } from '../../src/contracts/program-run.ts';
import { createCPythonRuntime } from '../../src/sandbox/cpython-runtime.ts';
import { testEnvironment } from './python-environment.ts';

let shared: Promise<Runtime> | undefined;

/** The sandbox users get, shared by the tests of one file; its zygotes end with the worker. */
export function describingRuntime(): Runtime {
  shared ??= testEnvironment().then((environment) =>
    createCPythonRuntime({ environment, minimumTier: 'B', maxFiles: 10 }),
  );
  const runtime = shared;
  return {
    run: async (program) => (await runtime).run(program),
    probe: async () => (await runtime).probe(),
    [Symbol.asyncDispose]: async () => undefined,
  };
}
