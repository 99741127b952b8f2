import { loadConfig } from '../../src/config/load-config.ts';
import type { PythonEnvironment } from '../../src/contracts/python-environment.ts';
import { ensurePythonEnvironment } from '../../src/sandbox/environment/ensure-python-environment.ts';

let environment: Promise<PythonEnvironment> | undefined;

/** The environment users get, which the global set-up made ready; `PYTHON_CODER_PYTHON` names another interpreter. */
export function testEnvironment(): Promise<PythonEnvironment> {
  environment ??= ensurePythonEnvironment({ config: loadConfig() });
  return environment;
}
