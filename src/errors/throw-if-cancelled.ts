import { CoderError } from './coder-error.ts';

/** Throws `cancelled` when the signal has already fired; an abort before the call raises no event, so it must be asked. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new CoderError('The task was cancelled.', { code: 'cancelled', cause: signal.reason });
}
