import { loadConfig } from '../../src/config/load-config.ts';
import type { Runtime } from '../../src/contracts/runtime.ts';
import { createCPythonRuntime } from '../../src/sandbox/cpython-runtime.ts';
import { testEnvironment } from './python-environment.ts';

let shared: Promise<Runtime> | undefined;

/** The sandbox users get, warmed once for all test files of a worker; its zygotes end with the worker. */
export function sharedRuntime(): Runtime {
  shared ??= testEnvironment().then((environment) => {
    const { functions, isolation, output } = loadConfig();
    return createCPythonRuntime({
      environment,
      minimumTier: isolation.minimumTier,
      maxFiles: output.maxFiles,
      maxInterpreters: functions.maxInterpreters,
    });
  });
  const runtime = shared;
  return {
    run: async (program) => (await runtime).run(program),
    probe: async () => (await runtime).probe(),
    warmUp: async (program) => (await runtime).warmUp(program),
    release: (libraryId) => void runtime.then((started) => started.release(libraryId)),
    [Symbol.asyncDispose]: async () => undefined,
  };
}
