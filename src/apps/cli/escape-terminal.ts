const escapeCharacter = '\u001B';

/** Whole CSI, OSC and string sequences; every alternative is linear in hostile input. */
const sequences = new RegExp(
  `${escapeCharacter}(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\u0007${escapeCharacter}]*(?:\\u0007|${escapeCharacter}\\\\)|[PX^_][^${escapeCharacter}]*${escapeCharacter}\\\\|[ -/]*[0-~])`,
  'g',
);
const unsafe = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;
const short: Record<string, string> = { '\n': '\\n', '\t': '\\t', '\r': '\\r' };

/** Text of several lines that can neither move the cursor, nor recolour, nor reorder what is on the screen. */
export function escapeText(text: string): string {
  return text
    .replace(sequences, '')
    .replace(/\r\n?/g, '\n')
    .replace(unsafe, (character) =>
      character === '\n' || character === '\t' ? character : visible(character),
    );
}

/** The same for names and cells, which also stay on their line. */
export function escapeLine(text: string): string {
  return text.replace(sequences, '').replace(unsafe, (character) => short[character] ?? visible(character));
}

/** JSON with the same value and no character a terminal could act on. */
export function escapeJson(json: string): string {
  return json.replace(unsafe, (character) => (character === '\n' ? character : visible(character)));
}

function visible(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
