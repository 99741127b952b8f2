/** Who is told of what, by the names of events. */
export class Listeners<Events extends object> {
  readonly #of = new Map<keyof Events, Set<(event: never) => void>>();

  /** Gives what takes the listener away again. */
  add<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): () => void {
    const listeners = this.#of.get(name) ?? new Set();
    this.#of.set(name, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  tell<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    for (const listener of this.#of.get(name) ?? []) listener(event as never);
  }
}
