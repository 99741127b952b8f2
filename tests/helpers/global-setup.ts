import { loadConfig } from '../../src/config/load-config.ts';
import { ensurePythonEnvironment } from '../../src/sandbox/environment/ensure-python-environment.ts';

/** Makes the Python environment ready once, before the workers that share it start. */
export async function setup(): Promise<void> {
  await ensurePythonEnvironment({
    config: loadConfig(),
    onProgress: (message) => process.stderr.write(`${message}\n`),
  });
}
