import { CoderError } from '../../../errors/coder-error.ts';
import { throwIfCancelled } from '../../../errors/throw-if-cancelled.ts';

/** How tasks of one tenant come to their turn. */
export interface Turns {
  /** Resolves when it is this task's turn; throws `busy`, or `cancelled` while it waits. */
  enter(signal: AbortSignal): Promise<void>;
  leave(): void;
}

/** So many tasks at a time, of all tenants together: those that wait take turns by tenant, and each tenant has its share of the places to wait. */
export class TenantTurns {
  readonly #maxRunning: number;
  readonly #share: number;
  /** Who waits, the tenant whose turn is next first. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #running = 0;

  constructor(options: { maxRunning: number; maxWaiting: number; tenants: number }) {
    this.#maxRunning = options.maxRunning;
    this.#share = Math.max(1, Math.floor(options.maxWaiting / options.tenants));
  }

  of(tenant: string): Turns {
    return { enter: (signal) => this.#enter(tenant, signal), leave: () => this.#leave() };
  }

  async #enter(tenant: string, signal: AbortSignal): Promise<void> {
    throwIfCancelled(signal);
    if (this.#running < this.#maxRunning) {
      this.#running += 1;
      return;
    }
    const queue = this.#waiting.get(tenant) ?? [];
    if (queue.length >= this.#share)
      throw new CoderError(`${this.#share} of your tasks are already waiting. Try again later.`, {
        code: 'busy',
      });
    await new Promise<void>((resolve, reject) => {
      const admit = (): void => {
        signal.removeEventListener('abort', cancel);
        resolve();
      };
      const cancel = (): void => {
        queue.splice(queue.indexOf(admit), 1);
        if (queue.length === 0) this.#waiting.delete(tenant);
        reject(new CoderError('The task was cancelled.', { code: 'cancelled', cause: signal.reason }));
      };
      signal.addEventListener('abort', cancel, { once: true });
      queue.push(admit);
      this.#waiting.set(tenant, queue);
    });
  }

  /** Gives the place of a task that ended to the next tenant's oldest. */
  #leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#running -= 1;
      return;
    }
    const [tenant, queue] = next;
    this.#waiting.delete(tenant);
    const admit = queue.shift();
    if (queue.length > 0) this.#waiting.set(tenant, queue);
    admit?.();
  }
}
