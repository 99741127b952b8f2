import os from 'node:os';
import type { Isolation } from '../contracts/isolation.ts';
import type { Program, RunOutcome } from '../contracts/program-run.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { Admission } from './pool/admission.ts';
import { type Profile, profileOf, profiles } from './pool/profiles.ts';
import type { Spare } from './pool/spare.ts';
import type { ZygoteOptions } from './pool/zygote.ts';
import { ZygotePool } from './pool/zygote-pool.ts';
import { superviseRun } from './supervise-run.ts';

/** Runs that may wait for their turn before further ones are refused. */
const maxWaiting = 1_000;

/** Runs programs in processes forked from warmed interpreters; one pool per profile, each started when first wanted. */
export class WarmRunner implements AsyncDisposable {
  readonly #pools: Record<Profile, ZygotePool>;
  readonly #maxFiles: number;
  readonly #admission = new Admission({ maxRunning: Math.max(2, os.availableParallelism()), maxWaiting });
  /** Profiles that were wanted before while they were cold: one wish may be the only one, a second is worth warming up. */
  readonly #wanted = new Set<Profile>();

  constructor(options: Omit<ZygoteOptions, 'profile'>, { maxFiles }: { maxFiles: number }) {
    const pool = (profile: Profile): ZygotePool => new ZygotePool({ ...options, profile });
    this.#pools = { standard: pool('standard'), data: pool('data'), full: pool('full') };
    this.#maxFiles = maxFiles;
  }

  async run(program: Program): Promise<RunOutcome> {
    using _ = holdEventLoop();
    await this.#admission.enter(program.signal);
    try {
      const pool = this.#choose(profileOf(program.code));
      // A zygote may die before the program has started; then nothing is lost and a second one is tried.
      const spare = await readySpare(pool, program).catch(() => readySpare(pool, program));
      try {
        return await superviseRun(program, spare, { maxFiles: this.#maxFiles });
      } finally {
        await pool.release(spare);
      }
    } finally {
      this.#admission.leave();
    }
  }

  /** Locks one process of a profile and says what protects it; throws `isolation-missing` where this host can't. */
  async probe(profile: Profile): Promise<Isolation> {
    using _ = holdEventLoop();
    const spare = await this.#pools[profile].acquire();
    await this.#pools[profile].release(spare);
    return spare.isolation;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    using _ = holdEventLoop();
    await Promise.all(Object.values(this.#pools).map((pool) => pool[Symbol.asyncDispose]()));
  }

  /** The wanted pool, or, while that one is still importing, the largest warm one below it. */
  #choose(wanted: Profile): ZygotePool {
    const pool = this.#pools[wanted];
    if (pool.isWarm) return pool;
    const smaller = profiles.slice(0, profiles.indexOf(wanted)).reverse();
    const warm = smaller.map((profile) => this.#pools[profile]).find((candidate) => candidate.isWarm);
    if (warm === undefined) return pool;
    if (this.#wanted.has(wanted)) pool.warmUp();
    this.#wanted.add(wanted);
    return warm;
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
