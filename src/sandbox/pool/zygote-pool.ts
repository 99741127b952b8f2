import { CoderError } from '../../errors/coder-error.ts';
import { Spare } from './spare.ts';
import { Zygote, type ZygoteOptions } from './zygote.ts';

/** Processes kept ready while nothing runs. */
const idleSpares = 2;
/** Forked processes share the seed of `hash()` and their memory layout; a new zygote renews both. */
const runsPerZygote = 500;

/** One zygote and how it is used; a retired one serves no new run and ends with its last. */
interface Generation {
  readonly zygote: Promise<Zygote>;
  readonly idle: Spare[];
  served: number;
  using: number;
  isRetired: boolean;
}

/** Serves locked processes of one profile, and forks the next ones while nobody runs. */
export class ZygotePool implements AsyncDisposable {
  readonly #options: ZygoteOptions;
  readonly #generationOf = new WeakMap<Spare, Generation>();
  #current: Generation | null = null;
  #forking = 0;
  #isClosed = false;
  /** True once a process can be had without waiting for imports. */
  isWarm = false;

  constructor(options: ZygoteOptions) {
    this.#options = options;
  }

  /** Starts warming up without anybody waiting; a failure shows at the next `acquire`. */
  warmUp(): void {
    const generation = this.#generation();
    generation.zygote.then(
      () => this.#refill(generation),
      () => undefined,
    );
  }

  /** A locked process; the caller gives it back through `release`. */
  async acquire(): Promise<Spare> {
    const generation = this.#generation();
    generation.using += 1;
    generation.served += 1;
    try {
      const zygote = await generation.zygote;
      const spare = (await takeLiving(generation.idle)) ?? (await Spare.fork(zygote, { pretouch: false }));
      this.#generationOf.set(spare, generation);
      return spare;
    } catch (error) {
      generation.using -= 1;
      throw error;
    }
  }

  /** Ends the process of a finished run; forks the next one only when nobody is running. */
  async release(spare: Spare): Promise<void> {
    await spare[Symbol.asyncDispose]();
    const generation = this.#generationOf.get(spare);
    if (!generation) return;
    generation.using -= 1;
    if (generation.served >= runsPerZygote) this.#retire(generation);
    if (generation.isRetired && generation.using === 0) await end(generation);
    void this.#refill(generation);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    const generation = this.#current;
    if (!generation) return;
    this.#retire(generation);
    await end(generation);
  }

  #generation(): Generation {
    if (this.#isClosed) throw new CoderError('The sandbox is closed.', { code: 'internal' });
    this.#current ??= this.#start();
    return this.#current;
  }

  #start(): Generation {
    const zygote = Zygote.start(this.#options).then(async (started) => {
      void started.exited.then(() => this.#retire(generation));
      try {
        await started.ready;
      } catch (error) {
        await started[Symbol.asyncDispose]();
        throw error;
      }
      this.isWarm = this.#current === generation;
      return started;
    });
    const generation: Generation = { zygote, idle: [], served: 0, using: 0, isRetired: false };
    zygote.catch(() => this.#retire(generation));
    return generation;
  }

  async #refill(generation: Generation): Promise<void> {
    while (
      !generation.isRetired &&
      generation.using === 0 &&
      generation.idle.length + this.#forking < idleSpares
    ) {
      this.#forking += 1;
      try {
        generation.idle.push(await Spare.fork(await generation.zygote, { pretouch: true }));
      } catch {
        return; // the next run meets the same fault and reports it
      } finally {
        this.#forking -= 1;
      }
    }
  }

  /** From now on a new zygote serves; this one ends with its last run. */
  #retire(generation: Generation): void {
    generation.isRetired = true;
    if (this.#current !== generation) return;
    this.#current = null;
    this.isWarm = false;
  }
}

async function takeLiving(idle: Spare[]): Promise<Spare | undefined> {
  for (let spare = idle.shift(); spare; spare = idle.shift()) {
    if (spare.isAlive) return spare;
    await spare[Symbol.asyncDispose]();
  }
  return undefined;
}

async function end({ zygote }: Generation): Promise<void> {
  await zygote.then((started) => started[Symbol.asyncDispose]()).catch(() => undefined);
}
