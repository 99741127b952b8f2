import { CoderError } from '../errors/coder-error.ts';
import { isExhaustion, outOf } from '../errors/exhaustion.ts';

/** The error for what a run left that could not be written to this host's disk; a full one is a matter of set-up. */
export function unwritable(file: string, cause: unknown): CoderError {
  if (isExhaustion(cause)) return outOf(cause as NodeJS.ErrnoException);
  const { code, message } = cause as NodeJS.ErrnoException;
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  const advice = isFull ? ' Free some space, or set executionDir to a folder on another disk.' : '';
  return new CoderError(`What the program left could not be written to ${file} (${message}).${advice}`, {
    code: isFull ? 'config-invalid' : 'internal',
    cause,
  });
}
