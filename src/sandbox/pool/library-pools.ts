import type { Program } from '../../contracts/runtime.ts';
import { profileOf } from './profiles.ts';
import type { ZygoteOptions } from './zygote-options.ts';
import { ZygotePool } from './zygote-pool.ts';

/** What decides which interpreter a program with a library is forked from. */
export type LibraryDemand = Pick<Program, 'library' | 'network' | 'seed'>;

interface LibraryPool {
  libraryId: string;
  pool: ZygotePool;
}

/** One pool for each library, network and kind of hashes, made when first wanted; the one that was used longest ago makes room. */
export class LibraryPools implements AsyncDisposable {
  readonly #options: Omit<ZygoteOptions, 'profile' | 'fixedHashes'>;
  readonly #most: number;
  /** In the order of their last use. */
  readonly #pools = new Map<string, LibraryPool>();
  /** Those that serve no new run and end with their last. */
  readonly #ending = new Set<ZygotePool>();

  constructor(options: Omit<ZygoteOptions, 'profile' | 'fixedHashes'>, { most }: { most: number }) {
    this.#options = options;
    this.#most = most;
  }

  of({ library, network, seed }: LibraryDemand & { library: NonNullable<Program['library']> }): ZygotePool {
    const key = JSON.stringify([library.id, network ?? null, seed !== undefined]);
    const known = this.#pools.get(key);
    this.#pools.delete(key);
    const used = known ?? {
      libraryId: library.id,
      pool: new ZygotePool({
        ...this.#options,
        profile: profileOf({ code: '', imports: library.imports }),
        fixedHashes: seed !== undefined,
        library,
        network,
      }),
    };
    this.#pools.set(key, used);
    for (const [oldest] of this.#pools) if (this.#pools.size > this.#most) this.#retire(oldest);
    return used.pool;
  }

  /** Retires the interpreters of a library that nobody will want again. */
  release(libraryId: string): void {
    for (const [key, known] of this.#pools) if (known.libraryId === libraryId) this.#retire(key);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const pools = [...[...this.#pools.values()].map(({ pool }) => pool), ...this.#ending];
    this.#pools.clear();
    await Promise.all(pools.map((pool) => pool[Symbol.asyncDispose]()));
  }

  #retire(key: string): void {
    const known = this.#pools.get(key);
    if (!known) return;
    this.#pools.delete(key);
    this.#ending.add(known.pool);
    void known.pool.retire().then(() => this.#ending.delete(known.pool));
  }
}
