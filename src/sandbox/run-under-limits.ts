import type { PythonEnvironment } from '../contracts/python-environment.ts';
import type { Program, RunOutcome } from '../contracts/runtime.ts';
import { CoderError } from '../errors/coder-error.ts';
import { runCold } from './run-cold.ts';

interface Options {
  environment: PythonEnvironment;
  unsafelyRunWithoutIsolation?: boolean;
  maxFiles: number;
}

/** Runs code of this package, or of anybody where the caller accepts that, in a fresh process under resource limits alone. */
export async function runUnderLimits(program: Program, options: Options): Promise<RunOutcome> {
  if ((program.origin !== 'ours' || program.library) && !options.unsafelyRunWithoutIsolation) {
    throw new CoderError('Only code of this package may run under resource limits alone.', {
      code: 'isolation-missing',
    });
  }
  return runCold(program, { ...options, tier: 'limits', canary: null });
}
