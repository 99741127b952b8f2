import { type SourceText, textOf } from './source-text.ts';
import type { SyntaxNode } from './syntax-node.ts';
import { concatenate, type TextValue, text } from './value.ts';

const simpleEscapes: Record<string, string> = {
  '\\n': '\n',
  '\\t': '\t',
  '\\r': '\r',
  '\\\\': '\\',
  "\\'": "'",
  '\\"': '"',
  '\\a': '\x07',
  '\\b': '\b',
  '\\f': '\f',
  '\\v': '\v',
  '\\\n': '',
};

/** What a string literal, plain, bytes or formatted, evaluates to; `inner` evaluates the expressions in it. */
export function literalText(
  node: SyntaxNode,
  source: SourceText,
  inner: (expression: SyntaxNode) => TextValue,
): TextValue {
  let value = text('');
  for (const part of node.children) {
    if (part.type === 'string_content') value = concatenate(value, text(contentText(part, source)));
    if (part.type === 'interpolation') value = concatenate(value, interpolated(part, inner));
  }
  return value;
}

function interpolated(part: SyntaxNode, inner: (expression: SyntaxNode) => TextValue): TextValue {
  const [expression, ...format] = part.children;
  const isPlain = format.every(({ type }) => type === 'type_conversion');
  if (expression === undefined || !isPlain) return text('', false);
  return inner(expression);
}

function contentText(content: SyntaxNode, source: SourceText): string {
  let value = '';
  let at = content.start;
  for (const sequence of content.children) {
    value += source.text.slice(at, sequence.start) + escapedText(textOf(source, sequence), sequence.type);
    at = sequence.end;
  }
  return value + source.text.slice(at, content.end);
}

function escapedText(raw: string, type: string): string {
  if (type === 'escape_interpolation') return raw.slice(0, 1);
  const simple = simpleEscapes[raw];
  if (simple !== undefined) return simple;
  const hexadecimal = /^\\[xuU]([0-9a-fA-F]+)$/.exec(raw)?.[1];
  const octal = /^\\([0-7]{1,3})$/.exec(raw)?.[1];
  const named = /^\\N\{(.+)\}$/.exec(raw)?.[1];
  if (named !== undefined) return asciiByName.get(named.toUpperCase()) ?? '\ufffd';
  const point = hexadecimal ? Number.parseInt(hexadecimal, 16) : octal ? Number.parseInt(octal, 8) : null;
  return point === null || point > 0x10ffff ? raw : String.fromCodePoint(point);
}

/** Unicode names of the ASCII characters that names and paths are made of; every other `\N{…}` stands for a character that hides nothing. */
const asciiByName = new Map([
  ...Array.from({ length: 26 }, (_, index) => String.fromCharCode(97 + index)).flatMap(
    (letter) =>
      [
        [`LATIN SMALL LETTER ${letter.toUpperCase()}`, letter],
        [`LATIN CAPITAL LETTER ${letter.toUpperCase()}`, letter.toUpperCase()],
      ] as const,
  ),
  ...'ZERO ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE'
    .split(' ')
    .map((word, digit) => [`DIGIT ${word}`, String(digit)] as const),
  ['LOW LINE', '_'],
  ['FULL STOP', '.'],
  ['SOLIDUS', '/'],
  ['REVERSE SOLIDUS', '\\'],
  ['COLON', ':'],
  ['TILDE', '~'],
  ['HYPHEN-MINUS', '-'],
  ['COMMERCIAL AT', '@'],
  ['SPACE', ' '],
  ['LEFT CURLY BRACKET', '{'],
  ['RIGHT CURLY BRACKET', '}'],
]);
