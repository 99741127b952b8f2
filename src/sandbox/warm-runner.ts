import os from 'node:os';
import type { Isolation } from '../contracts/isolation.ts';
import type { Program, RunOutcome } from '../contracts/runtime.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { Admission } from './pool/admission.ts';
import { ProfilePools } from './pool/profile-pools.ts';
import { type Profile, profileOf } from './pool/profiles.ts';
import type { Spare } from './pool/spare.ts';
import type { ZygoteOptions } from './pool/zygote.ts';
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
    const spare = await pool.acquire();
    await pool.release(spare);
    return spare.canary ? { ...spare.isolation, canary: spare.canary } : spare.isolation;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    using _ = holdEventLoop();
    await Promise.all([this.#unseeded, this.#seeded].map((pools) => pools[Symbol.asyncDispose]()));
  }

  /** A process may die before the program has started; then nothing is lost and a second one is tried. */
  async #attempt(program: Program, { isLast }: { isLast: boolean }): Promise<RunOutcome> {
    const pool = (program.seed === undefined ? this.#unseeded : this.#seeded).choose(profileOf(program));
    let spare: Spare | undefined;
    try {
      spare = await readySpare(pool, program);
      return await superviseRun(program, spare, { maxFiles: this.#maxFiles });
    } catch (error) {
      if (isLast || spare?.hasStarted) throw error;
    } finally {
      if (spare) await pool.release(spare);
    }
    return this.#attempt(program, { isLast: true });
  }
}

async function readySpare(pool: ZygotePool, program: Program): Promise<Spare> {
  throwIfCancelled(program.signal);
  const spare = await pool.acquire();
  try {
    await spare.expect(program);
    return spare;
  } catch (error) {
    await pool.release(spare);
    throw error;
  }
}

/** Idle zygotes never keep a Node process alive; a run under way does. */
function holdEventLoop(): Disposable {
  const timer = setInterval(() => undefined, 2 ** 30);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
