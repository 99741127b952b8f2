import { CoderError } from '../errors/coder-error.ts';

/** What was begun and has not ended. Closing cancels it and waits for its end; from then on nothing begins. */
export class OpenWork {
  readonly #ends = new Map<AbortController, Promise<unknown>>();
  #isClosed = false;

  /** Hands the work a signal that fires with the caller's own and with the closing. Throws `cancelled` where that was before. */
  async do<Value>(
    work: (signal: AbortSignal) => Promise<Value>,
    asked?: AbortSignal | undefined,
  ): Promise<Value> {
    if (this.#isClosed)
      throw new CoderError('These functions are closed, and nothing can be asked of them. Open them anew.', {
        code: 'cancelled',
      });
    const own = new AbortController(); // `AbortSignal.any` leaves something behind at a signal that lives long
    const cancel = (): void => own.abort(asked?.reason);
    if (asked?.aborted) cancel();
    asked?.addEventListener('abort', cancel, { once: true });
    const ended = work(own.signal);
    this.#ends.set(own, ended);
    try {
      return await ended;
    } finally {
      this.#ends.delete(own);
      asked?.removeEventListener('abort', cancel);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const ends = [...this.#ends.values()];
    for (const own of this.#ends.keys()) own.abort();
    await Promise.allSettled(ends);
  }
}
