import type { ChildProcess } from 'node:child_process';
import { CoderError } from '../errors/coder-error.ts';
import { isExhaustion, outOf } from '../errors/exhaustion.ts';

/** Resolves once the interpreter's process exists; throws `busy` where descriptors, processes or memory have run out, else `python-missing`. */
export function spawned(child: ChildProcess, python: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause: NodeJS.ErrnoException) => {
      reject(
        isExhaustion(cause)
          ? outOf(cause)
          : new CoderError(`The Python interpreter ${python} could not be started.`, {
              code: 'python-missing',
              cause,
            }),
      );
    });
  });
}

/** Throws `busy` at once where not even the pipes to the process could be made: then it has no streams to talk through. */
export function requirePipes(child: ChildProcess): void {
  if ((child.stdio as unknown) !== undefined) return;
  child.once('error', () => undefined);
  throw outOf({ code: 'EMFILE' });
}
