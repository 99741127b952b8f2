import { CoderError } from '../../errors/coder-error.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';

/** One piece of work at a time, in the order in which it came. */
export class TurnTaker {
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  /** Throws `cancelled` for work that was cancelled, or that the end came to, before its turn. */
  take<Value>(signal: AbortSignal | undefined, work: () => Promise<Value>): Promise<Value> {
    const before = this.#last;
    const done = (async () => {
      await before.catch(() => undefined);
      throwIfCancelled(signal);
      if (this.#isClosed) throw new CoderError('This Python was disposed.', { code: 'cancelled' });
      return await work();
    })();
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Nothing begins any more. */
  close(): void {
    this.#isClosed = true;
  }
}
