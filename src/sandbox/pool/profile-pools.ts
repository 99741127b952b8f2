import { type Profile, quickProfileOf, substitutes } from './profiles.ts';
import type { ZygoteOptions } from './zygote-options.ts';
import { ZygotePool } from './zygote-pool.ts';

/** One pool per profile, each started when first wanted. */
export class ProfilePools implements AsyncDisposable {
  readonly #pools: Record<Profile, ZygotePool>;
  /** Profiles that were wanted before while they were cold: one wish may be the only one, a second is worth warming up. */
  readonly #wanted = new Set<Profile>();

  constructor(options: Omit<ZygoteOptions, 'profile'>) {
    const pool = (profile: Profile): ZygotePool => new ZygotePool({ ...options, profile });
    this.#pools = {
      standard: pool('standard'),
      data: pool('data'),
      files: pool('files'),
      full: pool('full'),
      templates: pool('templates'),
      shell: pool('shell'),
    };
  }

  of(profile: Profile): ZygotePool {
    return this.#pools[profile];
  }

  /** The wanted pool, or, while that one is still importing, the largest warm one below it, else one that starts quickly. */
  choose(wanted: Profile): ZygotePool {
    const pool = this.#pools[wanted];
    if (pool.isWarm) return pool;
    if (this.#wanted.has(wanted)) pool.warmUp();
    this.#wanted.add(wanted);
    const warm = substitutes[wanted].map((profile) => this.#pools[profile]).find(({ isWarm }) => isWarm);
    return warm ?? this.#pools[quickProfileOf(wanted)];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(Object.values(this.#pools).map((pool) => pool[Symbol.asyncDispose]()));
  }
}
