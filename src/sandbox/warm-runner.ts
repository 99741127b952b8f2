import os from 'node:os';
import type { Isolation } from '../contracts/isolation.ts';
import type { Program, RunOutcome, WarmUp } from '../contracts/runtime.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { Admission } from './pool/admission.ts';
import type { ForkedProcess } from './pool/forked-process.ts';
import { type LibraryDemand, LibraryPools } from './pool/library-pools.ts';
import { ProfilePools } from './pool/profile-pools.ts';
import { type Profile, profileOf } from './pool/profiles.ts';
import { refusalOf } from './pool/refusal.ts';
import type { ZygoteOptions } from './pool/zygote-options.ts';
import type { ZygotePool } from './pool/zygote-pool.ts';
import { superviseRun } from './supervise-run.ts';

/** Runs that may wait for their turn before further ones are refused. */
const maxWaiting = 1_000;

interface Most {
  /** Files collected from a run. */
  maxFiles: number;
  /** Interpreters with a library at once. */
  maxInterpreters: number;
}

/** Runs programs in processes forked from warmed interpreters; those with a seed have interpreters of their own, and so has each library. */
export class WarmRunner implements AsyncDisposable {
  readonly #unseeded: ProfilePools;
  readonly #seeded: ProfilePools;
  readonly #libraries: LibraryPools;
  readonly #maxFiles: number;
  readonly #admission = new Admission({ maxRunning: Math.max(2, os.availableParallelism()), maxWaiting });

  constructor(options: Omit<ZygoteOptions, 'profile' | 'fixedHashes'>, { maxFiles, maxInterpreters }: Most) {
    this.#unseeded = new ProfilePools({ ...options, fixedHashes: false });
    this.#seeded = new ProfilePools({ ...options, fixedHashes: true });
    this.#libraries = new LibraryPools(options, { most: maxInterpreters });
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
    const pool = this.#pools({ seeded }).of(profile);
    const forked = await pool.acquire();
    await pool.release(forked);
    return forked.canary ? { ...forked.isolation, canary: forked.canary } : forked.isolation;
  }

  /** Has the interpreter of a library ready, see `Runtime`; throws where it is the host that can't. */
  async warmUp(wanted: LibraryDemand): Promise<WarmUp> {
    using _ = holdEventLoop();
    const startedAt = performance.now();
    try {
      const pool = this.#poolFor({ code: '', ...wanted });
      await pool.release(await pool.acquire());
      return { status: 'warm', milliseconds: performance.now() - startedAt };
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === null || refusal.kind === 'isolation') throw error;
      return { status: refusal.kind === 'threads' ? 'threads' : 'failed', detail: refusal.detail };
    }
  }

  release(libraryId: string): void {
    this.#libraries.release(libraryId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    using _ = holdEventLoop();
    await Promise.all(
      [this.#unseeded, this.#seeded, this.#libraries].map((pools) => pools[Symbol.asyncDispose]()),
    );
  }

  #poolFor(wanted: LibraryDemand & Pick<Program, 'code' | 'imports' | 'language'>): ZygotePool {
    const { language, library, seed } = wanted;
    if (language === 'shell') return this.#unseeded.of('shell');
    if (library) return this.#libraries.of({ ...wanted, library });
    return this.#pools({ seeded: seed !== undefined }).choose(profileOf(wanted));
  }

  #pools({ seeded }: { seeded: boolean }): ProfilePools {
    return seeded ? this.#seeded : this.#unseeded;
  }

  /** A process may die before the program has started; then nothing is lost and a second one is tried. */
  async #attempt(program: Program, { isLast }: { isLast: boolean }): Promise<RunOutcome> {
    const pool = this.#poolFor(program);
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
