import { CoderError } from '../../errors/coder-error.ts';
import { Spare } from './spare.ts';
import { Zygote, type ZygoteOptions } from './zygote.ts';

/** Processes kept ready while nothing runs. */
const idleSpares = 2;
/** Forked processes share the seed of `hash()` and their memory layout; a new zygote renews both. */
const runsPerZygote = 500;

/** Serves locked processes of one profile in the order they were asked for, and forks the next ones while nobody waits. */
export class ZygotePool implements AsyncDisposable {
  readonly #options: ZygoteOptions;
  readonly #idle: Spare[] = [];
  #zygote: Promise<Zygote> | null = null;
  #served = 0;
  #using = 0;
  #forking = 0;
  #isClosed = false;

  constructor(options: ZygoteOptions) {
    this.#options = options;
  }

  /** True once a process can be had without waiting for imports. */
  isWarm = false;

  /** Starts warming up without anybody waiting; a failure shows at the next `acquire`. */
  warmUp(): void {
    void this.#ready().then(
      () => this.#refill(),
      () => undefined,
    );
  }

  /** A locked process; the caller gives it back through `release`. */
  async acquire(): Promise<Spare> {
    const zygote = await this.#ready();
    this.#using += 1;
    this.#served += 1;
    try {
      for (let spare = this.#idle.shift(); spare; spare = this.#idle.shift()) {
        if (spare.isAlive) return spare;
        await spare[Symbol.asyncDispose]();
      }
      return await Spare.fork(zygote, { pretouch: false });
    } catch (error) {
      this.#using -= 1;
      throw error;
    }
  }

  /** Ends the process of a finished run; forks the next one only when nobody is running. */
  async release(spare: Spare): Promise<void> {
    this.#using -= 1;
    await spare[Symbol.asyncDispose]();
    if (this.#served >= runsPerZygote && this.#using === 0) await this.#retire();
    void this.#refill();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await this.#retire();
  }

  #ready(): Promise<Zygote> {
    if (this.#isClosed) throw new CoderError('The sandbox is closed.', { code: 'internal' });
    this.#zygote ??= this.#start();
    return this.#zygote;
  }

  async #start(): Promise<Zygote> {
    const starting = Zygote.start(this.#options);
    const forget = (): void => {
      this.#zygote = null;
      this.isWarm = false;
      this.#idle.length = 0;
    };
    try {
      const zygote = await starting;
      void zygote.exited.then(forget);
      await zygote.ready;
      this.isWarm = true;
      return zygote;
    } catch (error) {
      forget();
      void starting.then((zygote) => zygote[Symbol.asyncDispose]());
      throw error;
    }
  }

  async #refill(): Promise<void> {
    while (
      !this.#isClosed &&
      this.isWarm &&
      this.#using === 0 &&
      this.#idle.length + this.#forking < idleSpares
    ) {
      this.#forking += 1;
      try {
        this.#idle.push(await Spare.fork(await this.#ready(), { pretouch: true }));
      } catch {
        return; // the next run meets the same fault and reports it
      } finally {
        this.#forking -= 1;
      }
    }
  }

  async #retire(): Promise<void> {
    const zygote = this.#zygote;
    this.#zygote = null;
    this.isWarm = false;
    this.#served = 0;
    this.#idle.length = 0;
    await zygote?.then((one) => one[Symbol.asyncDispose]()).catch(() => undefined);
  }
}
