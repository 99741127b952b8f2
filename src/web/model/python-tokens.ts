export type TokenKind = 'plain' | 'keyword' | 'text' | 'number' | 'comment' | 'name';

export interface Token {
  kind: TokenKind;
  text: string;
}

const keywords =
  'False None True and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try while with yield';

/** In the order in which they are tried; every alternative takes a bounded look back at nothing. */
const patterns: readonly (readonly [TokenKind, string])[] = [
  ['comment', '#[^\\n]*'],
  ['text', '[rRbBfFuU]{0,2}(?:"""[\\s\\S]*?(?:"""|$)|\'\'\'[\\s\\S]*?(?:\'\'\'|$))'],
  ['text', '[rRbBfFuU]{0,2}(?:"(?:\\\\.|[^"\\\\\\n])*"?|\'(?:\\\\.|[^\'\\\\\\n])*\'?)'],
  ['number', '\\b(?:0[xXoObB][\\da-fA-F_]+|\\d[\\d_]*(?:\\.[\\d_]*)?(?:[eE][+-]?\\d+)?j?)\\b'],
  ['keyword', `\\b(?:${keywords.replaceAll(' ', '|')})\\b`],
  ['name', '\\b[A-Za-z_]\\w*(?=\\()'],
];
const token = new RegExp(patterns.map(([, pattern]) => `(${pattern})`).join('|'), 'g');

/** The tokens of Python code, line by line; put together again they are exactly the code. */
export function pythonLines(code: string): Token[][] {
  const lines: Token[][] = [[]];
  const put = (kind: TokenKind, text: string) => {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ kind, text: part });
    }
  };
  let end = 0;
  for (const match of code.matchAll(token)) {
    put('plain', code.slice(end, match.index));
    put(patterns[match.slice(1).findIndex((group) => group !== undefined)]?.[0] ?? 'plain', match[0]);
    end = match.index + match[0].length;
  }
  put('plain', code.slice(end));
  return lines;
}
