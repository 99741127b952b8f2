import type { ForkedProcess } from './forked-process.ts';
import type { Zygote } from './zygote.ts';

/** One zygote and how it is used; a retired one serves no new run and ends with its last. */
export class Generation {
  readonly zygote: Promise<Zygote>;
  readonly idle: ForkedProcess[] = [];
  served = 0;
  using = 0;
  isRetired = false;
  /** Resolves when its zygote has ended. */
  readonly ended: Promise<void>;
  #hasEnded: () => void = () => undefined;

  constructor(zygote: Promise<Zygote>) {
    this.zygote = zygote;
    this.ended = new Promise((resolve) => {
      this.#hasEnded = resolve;
    });
  }

  /** A locked process that is still alive, or undefined; those that died meanwhile are cleared away. */
  async takeIdle(): Promise<ForkedProcess | undefined> {
    for (let forked = this.idle.shift(); forked; forked = this.idle.shift()) {
      if (forked.isAlive) return forked;
      await forked[Symbol.asyncDispose]();
    }
    return undefined;
  }

  /** Serves no new run; its processes and their zygote end as soon as nobody uses one, at once when nobody does. */
  async retire(): Promise<void> {
    this.isRetired = true;
    await this.endIfUnused();
  }

  async endIfUnused(): Promise<void> {
    if (this.isRetired && this.using === 0) await this.end();
  }

  /** Ends the zygote and whatever runs in it; may be called more than once. */
  async end(): Promise<void> {
    this.isRetired = true;
    await this.zygote.then((started) => started[Symbol.asyncDispose]()).catch(() => undefined);
    this.#hasEnded();
  }
}
