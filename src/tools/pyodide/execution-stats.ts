/** How executions went since the tool was made. */
export interface PythonToolStats {
  executionCount: number;
  successCount: number;
  errorCount: number;
  /** 0 before the first execution. */
  averageMs: number;
  /** When the last execution ended, in milliseconds since 1970; null before the first. */
  lastExecutionTime: number | null;
}

/** Counts executions and tells whoever listens. */
export class ExecutionStats {
  readonly #listeners = new Set<(stats: PythonToolStats) => void>();
  #successes = 0;
  #errors = 0;
  #totalMs = 0;
  #lastAt: number | null = null;

  get(): PythonToolStats {
    const executionCount = this.#successes + this.#errors;
    return {
      executionCount,
      successCount: this.#successes,
      errorCount: this.#errors,
      averageMs: executionCount === 0 ? 0 : this.#totalMs / executionCount,
      lastExecutionTime: this.#lastAt,
    };
  }

  /** A listener that throws keeps nobody else from being told. */
  add(success: boolean, executionMs: number): void {
    if (success) this.#successes += 1;
    else this.#errors += 1;
    this.#totalMs += executionMs;
    this.#lastAt = Date.now();
    const stats = this.get();
    for (const listener of this.#listeners) queueMicrotask(() => listener(stats));
  }

  /** Gives what takes the listener away again. */
  on(listener: (stats: PythonToolStats) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
