import { CoderError } from '../../errors/coder-error.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';

interface Waiter {
  admit: () => void;
}

/** Lets a fixed number of runs in at a time, the others in the order they came; past `maxWaiting` a run is refused as `busy`. */
export class Admission {
  readonly #maxRunning: number;
  readonly #maxWaiting: number;
  readonly #waiting: Waiter[] = [];
  #running = 0;

  constructor({ maxRunning, maxWaiting }: { maxRunning: number; maxWaiting: number }) {
    this.#maxRunning = maxRunning;
    this.#maxWaiting = maxWaiting;
  }

  /** Resolves when it is this run's turn; throws `busy`, or `cancelled` while it waits. */
  async enter(signal: AbortSignal | undefined): Promise<void> {
    throwIfCancelled(signal);
    if (this.#running < this.#maxRunning) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= this.#maxWaiting) {
      throw new CoderError(`${this.#maxWaiting} runs are already waiting. Try again later.`, {
        code: 'busy',
      });
    }
    await this.#turn(signal);
  }

  /** Gives the place of a finished run to the one that has waited longest. */
  leave(): void {
    const next = this.#waiting.shift();
    if (next) next.admit();
    else this.#running -= 1;
  }

  #turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(new CoderError('The task was cancelled.', { code: 'cancelled', cause: signal?.reason }));
      };
      const waiter: Waiter = {
        admit: () => {
          signal?.removeEventListener('abort', cancel);
          resolve();
        },
      };
      signal?.addEventListener('abort', cancel, { once: true });
      this.#waiting.push(waiter);
    });
  }
}
