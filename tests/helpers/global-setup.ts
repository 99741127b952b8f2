import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { loadConfig } from '../../src/config/load-config.ts';
import { ensurePythonEnvironment } from '../../src/sandbox/environment/ensure-python-environment.ts';

/** Makes the Python environment ready once, before the workers that share it start, and keeps their state out of the user's. */
export async function setup(): Promise<() => Promise<void>> {
  const state = await mkdtemp(path.join(os.tmpdir(), 'state-of-tests-'));
  process.env.XDG_STATE_HOME = state;
  await ensurePythonEnvironment({
    config: loadConfig(),
    onProgress: (message) => process.stderr.write(`${message}\n`),
  });
  return () => rm(state, { recursive: true, force: true });
}
