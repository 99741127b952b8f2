import { hiddenInText } from './hidden-characters.ts';

const ansiSequence =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-_])/g;

/** Removes everything a reader can't see except newline and tab, then keeps the first and the last part of at most `maxChars`. */
export function cleanText(text: string, maxChars: number): string {
  const visible = text
    .replace(ansiSequence, '')
    .replace(hiddenInText, (character) => (character === '\n' || character === '\t' ? character : ''));
  if (visible.length <= maxChars) return visible;
  const tail = Math.floor(maxChars * 0.6);
  const omitted = visible.length - maxChars;
  const cut = `${visible.slice(0, maxChars - tail)} …${omitted} characters left out… ${visible.slice(-tail)}`;
  return cut.replace(/\p{Cs}/gu, '');
}

/** A JSON string in which no hidden character stands raw; reading it back gives exactly `text`. */
export function quoteText(text: string): string {
  return JSON.stringify(text).replace(hiddenInText, (character) =>
    [...Array(character.length).keys()]
      .map((unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
