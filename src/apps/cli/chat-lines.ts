import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { TypedAnswers } from './approval-answers.ts';

/** The lines a person or a pipe sends, one at a time. At a terminal the input is let go in between, so that an approval or an editor can have it. */
export class ChatLines {
  readonly #stdin: Readable & { isTTY?: boolean };
  #piped: AsyncIterator<string> | null = null;

  constructor(stdin: Readable & { isTTY?: boolean }) {
    this.#stdin = stdin;
  }

  /** Null when there will be no more, or the signal fires. */
  async next(signal: AbortSignal): Promise<string | null> {
    if (this.#stdin.isTTY === true) {
      using answers = new TypedAnswers(this.#stdin);
      return await answers.next(signal);
    }
    this.#piped ??= createInterface({ input: this.#stdin, terminal: false })[Symbol.asyncIterator]();
    if (signal.aborted) return null;
    const listening = new AbortController();
    const stopped = once(signal, 'abort', { signal: listening.signal }).then(
      () => null,
      () => null,
    );
    try {
      const read = await Promise.race([this.#piped.next(), stopped]);
      return read === null || read.done === true ? null : read.value;
    } finally {
      listening.abort();
    }
  }
}
