import { escapeText } from './escape-terminal.ts';
import type { Palette } from './page.ts';

const keywords =
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield';

/** Every alternative is linear; an unfinished string ends with its line, or with the text where it has three quotes. */
const tokens = new RegExp(
  [
    /(?<comment>#[^\n]*)/,
    /(?<string>[rbfutRBFUT]{0,2}(?:"""(?:\\[\s\S]|(?!""")[^\\])*(?:"""|$)|'''(?:\\[\s\S]|(?!''')[^\\])*(?:'''|$)|"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?))/,
    new RegExp(`(?<keyword>\\b(?:${keywords.replaceAll(' ', '|')})\\b)`),
    /(?<number>\b\d[\w.]*)/,
    /(?:[^\W\d]\w*)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

const tones = {
  comment: 'dim',
  string: 'green',
  keyword: 'magenta',
  number: 'cyan',
} satisfies Record<string, keyof Palette>;

/** Python as lines that are safe to print, coloured where the palette colours; a help for the eye, no parser. */
export function highlightPython(code: string, palette: Palette): string[] {
  const coloured: string[] = [];
  let end = 0;
  for (const match of code.matchAll(tokens)) {
    const tone = (Object.keys(tones) as (keyof typeof tones)[]).find((name) => match.groups?.[name]);
    coloured.push(escapeText(code.slice(end, match.index)), paint(match[0], tone && palette[tones[tone]]));
    end = match.index + match[0].length;
  }
  return [...coloured, escapeText(code.slice(end))].join('').replace(/\n$/, '').split('\n');
}

/** Colours never go over the end of a line. */
function paint(text: string, colour: ((text: string) => string) | undefined): string {
  const safe = escapeText(text);
  if (colour === undefined) return safe;
  return safe
    .split('\n')
    .map((line) => (line === '' ? '' : colour(line)))
    .join('\n');
}
