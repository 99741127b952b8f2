import { type Comparison, type Condition, comparisons, type Root, roots } from './condition.ts';
import { type Token, textOf, tokensOf } from './tokens.ts';

export type Parsed = { condition: Condition } | { problem: string; suggestion: string; column: number };

const maxCharacters = 1_000;
const maxNesting = 30;

const words: Record<string, boolean | null> = {
  true: true,
  True: true,
  false: false,
  False: false,
  null: null,
  None: null,
};

/** Signs of other languages, and what they are here. */
const foreign: Record<string, string> = {
  '&&': 'Write and.',
  '||': 'Write or.',
  '!': 'Write not.',
  '=': 'Write == to compare.',
  '===': 'Write ==.',
  '!==': 'Write !=.',
  '-': 'Write a name with a hyphen in brackets: nodes["clean-orders"].status.',
  is: 'Write == null or != null.',
};

const example = "Write a comparison, such as state.total > 100 and state.currency in ['EUR', 'CHF'].";

/** Reads a condition; nothing in it is ever run as code. */
export function parseCondition(text: string): Parsed {
  if (text.length > maxCharacters) {
    return {
      problem: `It has ${text.length} characters, and ${maxCharacters} are allowed`,
      suggestion: 'Let a function decide, and compare its result.',
      column: 1,
    };
  }
  const parser = new Parser(text);
  const condition = parser.whole();
  return parser.problem ?? { condition };
}

/** Descends once through the tokens; the first problem ends the reading. */
class Parser {
  problem: Exclude<Parsed, { condition: Condition }> | null = null;
  readonly #tokens: Token[];
  readonly #end: Token;
  #at = 0;
  #nesting = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
    this.#end = { kind: 'end', text: '', column: text.length + 1 };
  }

  whole(): Condition {
    const condition = this.#or();
    if (this.#next.kind !== 'end') this.#fail('is not expected here');
    return condition;
  }

  get #next(): Token {
    return this.problem === null ? (this.#tokens[this.#at] ?? this.#end) : this.#end;
  }

  #take(): Token {
    const token = this.#next;
    this.#at += 1;
    return token;
  }

  #is(text: string): boolean {
    const { kind } = this.#next;
    return (kind === 'name' || kind === 'sign') && this.#next.text === text;
  }

  #skip(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at += 1;
    return true;
  }

  #expect(text: string): void {
    if (!this.#skip(text)) this.#fail(`stands where ${text} is expected`);
  }

  #fail(why: string, suggestion = example): Condition {
    const { kind, text, column } = this.#next;
    const what = kind === 'end' ? 'The end' : JSON.stringify(text);
    this.problem ??= { problem: `${what} ${why}`, suggestion: foreign[text] ?? suggestion, column };
    return { kind: 'value', value: null };
  }

  #or(): Condition {
    this.#nesting += 1;
    if (this.#nesting > maxNesting) return this.#fail(`is nested more than ${maxNesting} deep`);
    let left = this.#and();
    while (this.#skip('or')) left = { kind: 'or', left, right: this.#and() };
    this.#nesting -= 1;
    return left;
  }

  #and(): Condition {
    let left = this.#not();
    while (this.#skip('and')) left = { kind: 'and', left, right: this.#not() };
    return left;
  }

  #not(): Condition {
    return this.#skip('not') ? { kind: 'not', of: this.#not() } : this.#comparison();
  }

  #comparison(): Condition {
    const left = this.#operand();
    const operator = this.#operator();
    if (operator === null) return left;
    const right = this.#operand();
    if (comparisons.some((each) => this.#is(each)))
      return this.#fail('compares what is a comparison already', 'Join two comparisons with and.');
    return { kind: 'compare', operator, left, right };
  }

  #operator(): Comparison | null {
    if (this.#skip('not')) {
      this.#expect('in');
      return 'not in';
    }
    return comparisons.find((operator) => this.#skip(operator)) ?? null;
  }

  #operand(): Condition {
    const { kind, text } = this.#next;
    if (kind === 'number') return { kind: 'value', value: Number(this.#take().text) };
    if (kind === 'string') return { kind: 'value', value: textOf(this.#take()) };
    if (this.#skip('(')) return this.#closed(')');
    if (this.#skip('${')) return this.#closed('}');
    if (this.#skip('[')) return this.#list();
    if (kind !== 'name') return this.#fail('is not expected here');
    if (Object.hasOwn(words, text)) {
      this.#at += 1;
      return { kind: 'value', value: words[text] ?? null };
    }
    const root = roots.find((name) => name === text);
    if (root !== undefined) return this.#path(root);
    if (text === 'len') return this.#length();
    return this.#fail('is no word of conditions', `Write state.${text} for a value of the state.`);
  }

  #closed(sign: string): Condition {
    const inner = this.#or();
    this.#expect(sign);
    return inner;
  }

  #list(): Condition {
    const items: Condition[] = [];
    while (!this.#is(']') && this.problem === null) {
      items.push(this.#or());
      if (!this.#is(']')) this.#expect(',');
    }
    this.#expect(']');
    return { kind: 'list', items };
  }

  #length(): Condition {
    this.#take();
    this.#expect('(');
    return { kind: 'length', of: this.#closed(')') };
  }

  #path(root: Root): Condition {
    this.#take();
    const steps: (string | number)[] = [];
    for (;;) {
      if (this.#skip('.')) steps.push(this.#name());
      else if (this.#skip('[')) steps.push(this.#place());
      else break;
    }
    if (steps.length === 0) return this.#fail(`follows ${root} without a name`, `Write ${root}.name.`);
    return { kind: 'path', root, steps };
  }

  #name(): string {
    if (this.#next.kind !== 'name') this.#fail('is no name');
    return this.#take().text;
  }

  /** What stands in brackets: the number of an item, or a name in quotes. */
  #place(): string | number {
    const { kind } = this.#next;
    const token = this.#next;
    if (kind !== 'string' && !(kind === 'number' && /^\d+$/.test(token.text)))
      this.#fail('is no place in a list', 'Write a number from 0 on, or a name in quotes.');
    this.#at += 1;
    this.#expect(']');
    return kind === 'number' ? Number(token.text) : textOf(token);
  }
}
