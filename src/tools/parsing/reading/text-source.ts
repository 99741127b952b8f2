import { anyOf } from '../../../text/any-of.ts';

/** What may be read in vain in one text before nobody looks far ahead any more. */
export const maxWastedChars = 2_000_000;

/** What a wait for more text gives back when it is over. */
export type Reading<Result> = Generator<undefined, Result, undefined>;

/**
 * A text that arrives in pieces, read by generators that yield where they need more of it; so the whole text and any
 * pieces of it are read by the same steps. Positions count from the beginning of the whole text.
 */
export class TextSource {
  /** The end of what has arrived. */
  end = 0;
  hasEnded = false;
  /** How far whoever reads has looked. */
  seen = 0;
  /** How much was read in vain so far. */
  wasted = 0;
  /** What is looked at now: the text from `nearAt` on. */
  near = '';
  nearAt = 0;
  #parts: { at: number; text: string }[] = [];

  push(text: string): void {
    if (text === '') return;
    this.#parts.push({ at: this.end, text });
    this.near += text;
    this.end += text.length;
  }

  /** A part of the text that was not let go. */
  slice(from: number, to: number): string {
    if (from >= this.nearAt) return this.near.slice(from - this.nearAt, Math.max(0, to - this.nearAt));
    const pieces: string[] = [];
    for (let index = this.#parts.length - 1; index >= 0; index -= 1) {
      const { at, text } = this.#parts[index] as { at: number; text: string };
      if (at < to) pieces.push(text.slice(Math.max(0, from - at), Math.max(0, to - at)));
      if (at <= from) break;
    }
    return pieces.reverse().join('');
  }

  /** Says that nothing before this is looked at while waiting; keeps waiting cheap, however small the pieces. */
  passBy(at: number): void {
    this.seen = Math.max(this.seen, at);
    if (at <= this.nearAt) return;
    this.near = this.near.slice(at - this.nearAt);
    this.nearAt = at;
  }

  /** Looks at the text from here on again. */
  goTo(at: number): void {
    if (at < this.nearAt) this.near = this.slice(at, this.end);
    else this.near = this.near.slice(at - this.nearAt);
    this.nearAt = at;
  }

  #lookAt(at: number): void {
    if (at < this.nearAt) this.goTo(at);
  }

  /** Lets go of what is before this. */
  release(at: number): void {
    let gone = 0;
    while (gone + 1 < this.#parts.length && (this.#parts[gone + 1]?.at ?? 0) <= at) gone += 1;
    if (gone > 0) this.#parts.splice(0, gone);
  }

  codeAt(at: number): number {
    this.#lookAt(at);
    return this.near.charCodeAt(at - this.nearAt);
  }

  /** Whether the text goes on for this many units. */
  *reaches(at: number, length: number): Reading<boolean> {
    while (this.end < at + length && !this.hasEnded) yield;
    return this.end >= at + length;
  }

  *startsWith(at: number, literal: string): Reading<boolean> {
    for (;;) {
      this.#lookAt(at);
      const here = this.near.slice(at - this.nearAt, at - this.nearAt + literal.length);
      if (here === literal) return true;
      if (this.hasEnded || !literal.startsWith(here)) return false;
      yield;
    }
  }

  /** The first of these that stands here. */
  *oneOf(at: number, literals: readonly string[]): Reading<string | null> {
    const code = (yield* this.reaches(at, 1)) ? this.codeAt(at) : 0;
    for (const literal of literals) {
      if (literal.charCodeAt(0) === code && (yield* this.startsWith(at, literal))) return literal;
    }
    return null;
  }

  *afterSpace(from: number): Reading<number> {
    for (let at = from; ; at += 1) {
      if (at >= this.end) {
        this.passBy(at);
        if (!(yield* this.reaches(at, 1))) return at;
      }
      if (!isSpace(this.codeAt(at))) {
        this.seen = Math.max(this.seen, at);
        return at;
      }
    }
  }

  /** Where the first of these begins, at or after a position; null when the text ends before. */
  *find(from: number, literals: readonly string[]): Reading<{ at: number; literal: string } | null> {
    const pattern = anyOf(literals);
    const longest = Math.max(...literals.map(({ length }) => length));
    this.#lookAt(from);
    for (let at = from; ; ) {
      pattern.lastIndex = at - this.nearAt;
      const found = pattern.exec(this.near);
      if (found !== null) {
        const start = this.nearAt + found.index;
        this.seen = Math.max(this.seen, start);
        return { at: start, literal: found[0] };
      }
      at = Math.max(at, this.end - longest + 1);
      this.passBy(this.hasEnded ? this.end : at);
      if (this.hasEnded) return null;
      yield;
    }
  }
}

export function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}
