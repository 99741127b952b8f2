import type { ChildProcess } from 'node:child_process';
import { CoderError } from '../errors/coder-error.ts';

/** Resolves once the interpreter's process exists; throws `python-missing` when it could not be started. */
export function spawned(child: ChildProcess, python: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) => {
      reject(
        new CoderError(`The Python interpreter ${python} could not be started.`, {
          code: 'python-missing',
          cause,
        }),
      );
    });
  });
}
