export interface Token {
  kind: 'name' | 'number' | 'string' | 'sign' | 'unknown' | 'end';
  text: string;
  /** Counted from 1. */
  column: number;
}

const patterns = [
  ['name', /[\p{L}_][\p{L}\p{N}_]*/uy],
  ['number', /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\p{L}\p{N}_])/uy],
  ['string', /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/suy],
  ['sign', /\$\{|[=!]==?|[<>]=?|&&|\|\||[=!()[\],.}]/uy],
] as const;

/** The words and signs of a condition, in order; what is none of them is one `unknown` token. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, at)) {
    const token = tokenAt(text, at);
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

function tokenAt(text: string, at: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) return { kind, text: found, column: at + 1 };
  }
  return { kind: 'unknown', text: String.fromCodePoint(text.codePointAt(at) ?? 0), column: at + 1 };
}

function skipSpace(text: string, from: number): number {
  const space = /\s*/y;
  space.lastIndex = from;
  return from + (space.exec(text)?.[0].length ?? 0);
}

const escapes: Record<string, string> = { n: '\n', t: '\t' };

/** What a string token stands for. */
export function textOf({ text }: Token): string {
  return text.slice(1, -1).replace(/\\(.)/gs, (_, character: string) => escapes[character] ?? character);
}
