import os from 'node:os';
import { CoderError } from '../../errors/coder-error.ts';
import { ForkedProcess } from './forked-process.ts';
import { Generation } from './generation.ts';
import { ProcessDemand } from './process-demand.ts';
import { sendCanary } from './send-canary.ts';
import { Zygote } from './zygote.ts';
import type { ZygoteOptions } from './zygote-options.ts';

export interface ZygotePoolOptions extends ZygoteOptions {
  /** Runs after which a new zygote takes over; forked processes share the seed of `hash()` and their memory layout. */
  runsPerZygote?: number;
}

const defaultRunsPerZygote = 500;
/** What a caller takes to clean up after its run, and the kernel to take back its memory. */
const tidyMs = 15;

/** Serves locked processes of one profile, and forks the next ones while nobody runs. */
export class ZygotePool implements AsyncDisposable {
  readonly #options: ZygotePoolOptions;
  readonly #runsPerZygote: number;
  readonly #demand = new ProcessDemand({ most: os.availableParallelism() });
  readonly #generationOf = new WeakMap<ForkedProcess, Generation>();
  #current: Generation | null = null;
  /** Warms up to take over from the current one, which serves until then. */
  #next: Generation | null = null;
  #forking = 0;
  #isClosed = false;
  /** True once a process can be had without waiting for imports. */
  isWarm = false;

  constructor(options: ZygotePoolOptions) {
    this.#options = options;
    this.#runsPerZygote = options.runsPerZygote ?? defaultRunsPerZygote;
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
  async acquire(): Promise<ForkedProcess> {
    const generation = this.#generation();
    generation.using += 1;
    generation.served += 1;
    this.#demand.note(generation.using);
    try {
      const zygote = await generation.zygote;
      const forked = (await generation.takeIdle()) ?? (await ForkedProcess.fork(zygote, { pretouch: false }));
      this.#generationOf.set(forked, generation);
      return forked;
    } catch (error) {
      generation.using -= 1;
      await generation.endIfUnused();
      throw error;
    }
  }

  /** Ends the process of a finished run; forks the next one only when nobody is running. */
  async release(forked: ForkedProcess): Promise<void> {
    await forked[Symbol.asyncDispose]();
    const generation = this.#generationOf.get(forked);
    if (!generation) return;
    generation.using -= 1;
    await generation.endIfUnused();
    if (generation.served >= this.#runsPerZygote || forked.zygote.hasGrown) this.#renew(generation);
    // Whoever is served cleans up now; with a process left for the next run, forking one more can wait for that.
    if (generation.idle.length === 0) void this.#refill(generation);
    else setTimeout(() => void this.#refill(generation), tidyMs).unref();
  }

  /** Serves no new run; resolves when the runs under way have ended, and their interpreters with them. */
  async retire(): Promise<void> {
    this.#isClosed = true;
    this.isWarm = false;
    const generations = [this.#current, this.#next].filter((generation) => generation !== null);
    await Promise.all(
      generations.map(async (generation) => {
        await generation.retire();
        await generation.ended;
      }),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    const generations = [this.#current, this.#next];
    this.#current = this.#next = null;
    this.isWarm = false;
    await Promise.all(generations.map((generation) => generation?.end()));
  }

  #generation(): Generation {
    if (this.#isClosed) throw new CoderError('The sandbox is closed.', { code: 'internal' });
    this.#current ??= this.#start();
    return this.#current;
  }

  #start(): Generation {
    const generation: Generation = new Generation(
      Zygote.start(this.#options, sendCanary).then(async (started) => {
        void started.exited.then(() => this.#drop(generation));
        try {
          await started.ready;
        } catch (error) {
          await started[Symbol.asyncDispose]();
          throw error;
        }
        if (this.#current === generation) this.isWarm = true;
        return started;
      }),
    );
    generation.zygote.catch(() => this.#drop(generation));
    return generation;
  }

  /** Warms up a new zygote beside the old one, which goes on serving; one that does not start is tried again after a later run. */
  #renew(old: Generation): void {
    if (this.#next !== null || this.#current !== old || this.#isClosed) return;
    const next = this.#start();
    this.#next = next;
    next.zygote.then(
      () => {
        if (this.#next !== next) return;
        this.#next = null;
        this.#current = next;
        void old.retire();
        void this.#refill(next);
      },
      () => undefined,
    );
  }

  async #refill(generation: Generation): Promise<void> {
    while (
      !generation.isRetired &&
      generation.using === 0 &&
      generation.idle.length + this.#forking < this.#demand.wanted
    ) {
      this.#forking += 1;
      try {
        generation.idle.push(await ForkedProcess.fork(await generation.zygote, { pretouch: true }));
      } catch {
        return; // the next run meets the same fault and reports it
      } finally {
        this.#forking -= 1;
      }
    }
  }

  /** Its zygote is gone or never came: another one will be started when one is wanted. */
  #drop(generation: Generation): void {
    void generation.retire();
    if (this.#next === generation) this.#next = null;
    if (this.#current !== generation) return;
    this.#current = null;
    this.isWarm = false;
  }
}
