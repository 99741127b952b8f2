import os from 'node:os';
import type { Isolation } from '../contracts/isolation.ts';
import type { Program, RunOutcome } from '../contracts/runtime.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { Admission } from './pool/admission.ts';
import type { ForkedProcess } from './pool/forked-process.ts';
import { ProfilePools } from './pool/profile-pools.ts';
import { type Profile, profileOf } from './pool/profiles.ts';
import type { ZygoteOptions } from './pool/zygote-options.ts';
import type { ZygotePool } from './pool/zygote-pool.ts';
import { superviseRun } from './supervise-run.ts';

/** Runs that may wait for their turn before further ones are refused. */
const maxWaiting = 1_000;

/** Runs programs in processes forked from warmed interpreters; those with a seed have interpreters of their own. */
export class WarmRunner implements AsyncDisposable {
  readonly #unseeded: ProfilePools;
  readonly #seeded: ProfilePools;
  readonly #maxFiles: number;
  readonly #admission = new Admission({ maxRunning: Math.max(2, os.availableParallelism()), maxWaiting });

  constructor(options: Omit<ZygoteOptions, 'profile' | 'fixedHashes'>, { maxFiles }: { maxFiles: number }) {
    this.#unseeded = new ProfilePools({ ...options, fixedHashes: false });
    this.#seeded = new ProfilePools({ ...options, fixedHashes: true });
    this.#maxFiles = maxFiles;
  }

  async run(program: Program): Promise<RunOutcome> {
    using _ = holdEventLoop();
    await this.#admission.enter(program.signal);
    try {
      return await this.#attempt(program, { isLast: false });
    } finally {
      this.#admission.leave();
    }
  }

  /** Locks one process of a profile, of the interpreters for runs with a seed if `seeded`, and says what protects it; throws `isolation-missing` where this host can't. */
  async probe(profile: Profile, { seeded = false } = {}): Promise<Isolation> {
    using _ = holdEventLoop();
    const pool = (seeded ? this.#seeded : this.#unseeded).of(profile);
    const forked = await pool.acquire();
    await pool.release(forked);
    return forked.canary ? { ...forked.isolation, canary: forked.canary } : forked.isolation;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    using _ = holdEventLoop();
    await Promise.all([this.#unseeded, this.#seeded].map((pools) => pools[Symbol.asyncDispose]()));
  }

  /** A process may die before the program has started; then nothing is lost and a second one is tried. */
  async #attempt(program: Program, { isLast }: { isLast: boolean }): Promise<RunOutcome> {
    const pool = (program.seed === undefined ? this.#unseeded : this.#seeded).choose(profileOf(program));
    let forked: ForkedProcess | undefined;
    try {
      forked = await readyProcess(pool, program);
      return await superviseRun(program, forked, { maxFiles: this.#maxFiles });
    } catch (error) {
      if (isLast || forked?.hasStarted) throw error;
    } finally {
      if (forked) await pool.release(forked);
    }
    return this.#attempt(program, { isLast: true });
  }
}

async function readyProcess(pool: ZygotePool, program: Program): Promise<ForkedProcess> {
  throwIfCancelled(program.signal);
  const forked = await pool.acquire();
  try {
    await forked.expect(program);
    return forked;
  } catch (error) {
    await pool.release(forked);
    throw error;
  }
}

/** Idle zygotes never keep a Node process alive; a run under way does. */
function holdEventLoop(): Disposable {
  const timer = setInterval(() => undefined, 2 ** 30);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
