import { createInterface, type Interface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';

const settleMs = 50;

/** Lines a person types. What was typed before the question was shown answers nothing and is dropped. */
export class TypedAnswers implements Disposable {
  readonly #lines: Interface;
  readonly #ended = new AbortController();
  #waiting: ((line: string) => void) | null = null;

  constructor(stdin: Readable) {
    this.#lines = createInterface({ input: stdin, terminal: false });
    this.#lines.on('line', (line) => this.#waiting?.(line));
    this.#lines.on('close', () => this.#ended.abort());
  }

  /** Gives lines that are already on their way the time to arrive and be lost. */
  async dropTypedAhead(signal: AbortSignal): Promise<void> {
    await delay(settleMs, undefined, { signal });
    await turn();
  }

  /** The next line, or null when there will be none. */
  next(signal: AbortSignal): Promise<string | null> {
    const over = AbortSignal.any([signal, this.#ended.signal]);
    if (over.aborted) return Promise.resolve(null);
    return new Promise((resolve) => {
      const settle = (line: string | null) => {
        this.#waiting = null;
        over.removeEventListener('abort', stop);
        resolve(line);
      };
      const stop = () => settle(null);
      over.addEventListener('abort', stop);
      this.#waiting = settle;
    });
  }

  /** Leaves the terminal to somebody else, such as an editor. */
  pause(): void {
    this.#lines.pause();
  }

  resume(): void {
    this.#lines.resume();
  }

  [Symbol.dispose](): void {
    this.#lines.close();
  }
}
