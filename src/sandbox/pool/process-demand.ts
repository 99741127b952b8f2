const atLeast = 2;
const memoryMs = 60_000;

/** How many processes are worth keeping ready: as many as lately ran at once, two at least. */
export class ProcessDemand {
  readonly #most: number;
  #peak = 0;
  #peakedAt = 0;

  constructor(options: { most: number }) {
    this.#most = options.most;
  }

  /** Notes how many run now. */
  note(running: number): void {
    const now = performance.now();
    if (running < this.#peak && now - this.#peakedAt < memoryMs) return;
    this.#peak = running;
    this.#peakedAt = now;
  }

  get wanted(): number {
    return Math.max(atLeast, Math.min(this.#peak, this.#most));
  }
}
