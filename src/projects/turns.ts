import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { tryLock } from '../filesystem/file-lock.ts';
import { orCancelled } from '../filesystem/or-cancelled.ts';

/** Who may use what a lock file stands for: one after the other, in their order in this process and by chance among processes. */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  /** Waits for the others, however long they take; throws `cancelled` as soon as the signal fires. */
  async take(lockFile: string, signal?: AbortSignal): Promise<AsyncDisposable> {
    throwIfCancelled(signal);
    const leave = await this.#queue(lockFile, signal);
    try {
      const lock = await whenFree(lockFile, signal);
      return {
        [Symbol.asyncDispose]: async () => {
          try {
            await lock[Symbol.asyncDispose]();
          } finally {
            leave();
          }
        },
      };
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Resolves when all that came before have left; whoever goes away while waiting leaves too. */
  async #queue(key: string, signal: AbortSignal | undefined): Promise<() => void> {
    const before = this.#last.get(key) ?? Promise.resolve();
    let leave = (): void => undefined;
    const left = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const own = before.then(() => left);
    this.#last.set(key, own);
    void own.then(() => {
      if (this.#last.get(key) === own) this.#last.delete(key);
    });
    try {
      await orCancelled(before, signal);
      return leave;
    } catch (error) {
      leave();
      throw error;
    }
  }
}

async function whenFree(lockFile: string, signal: AbortSignal | undefined): Promise<AsyncDisposable> {
  for (;;) {
    const lock = await tryLock(lockFile);
    if (lock !== null) return lock;
    await wait(randomInt(2, 12));
    throwIfCancelled(signal);
  }
}
