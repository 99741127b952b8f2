/** Carries values from a callback to a loop that may be slower: it sees the newest one it has not seen, and ends when closed. */
export class LatestValue<Value> implements AsyncIterable<Value> {
  #waiting: { value: Value } | null = null;
  #closed = false;
  #wake = (): void => undefined;

  put(value: Value): void {
    this.#waiting = { value };
    this.#wake();
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Value, void> {
    for (;;) {
      const { promise, wake } = sleeper();
      this.#wake = wake;
      if (this.#waiting !== null) {
        const { value } = this.#waiting;
        this.#waiting = null;
        yield value;
      } else if (this.#closed) {
        return;
      } else {
        await promise;
      }
    }
  }
}

function sleeper(): { promise: Promise<void>; wake: () => void } {
  let wake = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    wake = resolve;
  });
  return { promise, wake };
}
