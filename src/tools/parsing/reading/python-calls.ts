import { isFields, type ShapedCall } from './call-shapes.ts';

const deepest = 100;

class NoPython extends Error {}

/** The calls in a Python list of them, read without running anything; null when the text is no such list. */
export function pythonCalls(text: string): ShapedCall[] | null {
  try {
    return new PythonReader(text).calls();
  } catch (error) {
    if (error instanceof NoPython) return null;
    throw error;
  }
}

const words: Record<string, unknown> = {
  True: true,
  False: false,
  None: null,
  true: true,
  false: false,
  null: null,
};
const escapes: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\u0007',
  '0': '\0',
  '\n': '',
  '\r\n': '',
};
const closing: Record<string, string> = { '[': ']', '(': ')' };

/** Reads the literals of Python by descent; everything else is no Python here. */
class PythonReader {
  #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  calls(): ShapedCall[] {
    const isList = this.#takes('[');
    const calls: ShapedCall[] = [];
    while (calls.length === 0 || this.#takes(',')) {
      if (isList && calls.length > 0 && this.#is(']')) break;
      calls.push(this.#call());
    }
    if (isList) this.#need(']');
    if (this.#match(/\s*/y)[0].length + this.#at < this.#text.length) throw new NoPython();
    return calls;
  }

  #call(): ShapedCall {
    const name = this.#match(/\s*([\p{L}_][\p{L}\p{N}_.-]*)/uy)[1] as string;
    this.#need('(');
    const entries: [string, unknown][] = [];
    let hasUnnamed = false;
    while (!this.#takes(')')) {
      if (this.#takes('**')) {
        const value = this.#value(0);
        if (isFields(value)) entries.push(...Object.entries(value));
      } else {
        const key = this.#try(/\s*([\p{L}_][\p{L}\p{N}_]*)\s*=(?!=)/uy);
        const value = this.#value(0);
        if (key === null) hasUnnamed = true;
        else entries.push([key[1] as string, value]);
      }
      if (!this.#takes(',') && !this.#is(')')) throw new NoPython();
    }
    if (hasUnnamed)
      return { fault: `The call of ${name} has arguments without names; write each as name=value.` };
    return { name, arguments: withoutPrototype(entries), repairs: [] };
  }

  #value(depth: number): unknown {
    if (depth > deepest) throw new NoPython();
    for (const open of ['[', '(']) if (this.#takes(open)) return this.#items(closing[open] as string, depth);
    if (this.#takes('{')) return this.#entries(depth);
    const string = this.#try(/\s*([rR]?)("""|'''|"|')/y);
    if (string !== null) return this.#strings(string);
    const number = this.#try(/\s*([-+]?(?:\d[\d_]*)?\.?\d[\d_]*\.?(?:[eE][-+]?\d+)?)/y);
    if (number !== null) return Number((number[1] as string).replaceAll('_', ''));
    const word = this.#match(/\s*(\w+)/y)[1] as string;
    if (!Object.hasOwn(words, word)) throw new NoPython();
    return words[word];
  }

  #items(close: string, depth: number): unknown[] {
    const items: unknown[] = [];
    while (!this.#takes(close)) {
      items.push(this.#value(depth + 1));
      if (!this.#takes(',') && !this.#is(close)) throw new NoPython();
    }
    return items;
  }

  #entries(depth: number): object {
    const entries: [string, unknown][] = [];
    while (!this.#takes('}')) {
      const key = this.#value(depth + 1);
      this.#need(':');
      entries.push([String(key), this.#value(depth + 1)]);
      if (!this.#takes(',') && !this.#is('}')) throw new NoPython();
    }
    return withoutPrototype(entries);
  }

  /** A string and those that stand directly behind it, which Python joins. */
  #strings(first: RegExpExecArray): string {
    const parts: string[] = [];
    for (
      let open: RegExpExecArray | null = first;
      open !== null;
      open = this.#try(/\s*([rR]?)("""|'''|"|')/y)
    ) {
      parts.push(this.#string(open[2] as string, open[1] !== ''));
    }
    return parts.join('');
  }

  #string(quote: string, isRaw: boolean): string {
    const from = this.#at;
    for (let at = from; at < this.#text.length; at += this.#text[at] === '\\' ? 2 : 1) {
      if (!this.#text.startsWith(quote, at)) continue;
      this.#at = at + quote.length;
      const text = this.#text.slice(from, at);
      return isRaw ? text : readEscapes(text);
    }
    throw new NoPython();
  }

  #is(literal: string): boolean {
    const before = this.#at;
    const is = this.#takes(literal);
    this.#at = before;
    return is;
  }

  #takes(literal: string): boolean {
    const at = this.#at + (/\s*/y.exec(this.#text.slice(this.#at, this.#at + 10_000))?.[0].length ?? 0);
    if (!this.#text.startsWith(literal, at)) return false;
    this.#at = at + literal.length;
    return true;
  }

  #need(literal: string): void {
    if (!this.#takes(literal)) throw new NoPython();
  }

  #try(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found !== null) this.#at = pattern.lastIndex;
    return found;
  }

  #match(pattern: RegExp): RegExpExecArray {
    const found = this.#try(pattern);
    if (found === null) throw new NoPython();
    return found;
  }
}

function readEscapes(text: string): string {
  return text.replace(/\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|\r?\n|[\s\S])/g, (sequence) => {
    const code = sequence.length > 3 ? Number.parseInt(sequence.slice(2), 16) : Number.NaN;
    if (code <= 0xffff) return String.fromCharCode(code);
    if (code <= 0x10ffff) return String.fromCodePoint(code);
    const character = sequence.slice(1);
    return escapes[character] ?? (/["'\\]/.test(character) ? character : sequence);
  });
}

function withoutPrototype(entries: readonly [string, unknown][]): Record<string, unknown> {
  return Object.fromEntries(entries.filter(([key]) => key !== '__proto__'));
}
