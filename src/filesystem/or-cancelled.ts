import { CoderError } from '../errors/coder-error.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';

/** The value of work that can't be stopped; throws `cancelled` as soon as the signal fires, while the work goes on alone. */
export async function orCancelled<Value>(
  work: Promise<Value>,
  signal: AbortSignal | undefined,
): Promise<Value> {
  if (signal === undefined) return await work;
  if (signal.aborted) work.catch(() => undefined);
  throwIfCancelled(signal);
  const over = new AbortController();
  const cancelled = new Promise<never>((_, reject) => {
    const cancel = (): void =>
      reject(new CoderError('The task was cancelled.', { code: 'cancelled', cause: signal.reason }));
    signal.addEventListener('abort', cancel, { once: true, signal: over.signal });
  });
  try {
    return await Promise.race([work, cancelled]);
  } finally {
    over.abort();
  }
}
