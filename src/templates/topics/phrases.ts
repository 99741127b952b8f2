import type { Token } from '../tokens.ts';

/** Words that change nothing in a question about whole files. */
const silentWords = new Set(
  (
    'a an the of is are there was were be please can could you i we us me my our its this these that those want need to ' +
    'would like do does did all any every each file files uploaded attached given provided'
  ).split(' '),
);

/** The question as the topics read it: a comma says "and", and a quoted text keeps its quotes, so it never passes for a plain word. */
export function plainWords(tokens: readonly Token[]): string {
  const words = tokens.flatMap(({ lower, text, quoted, comma }) => {
    const isSilent = !quoted && text !== 'US' && silentWords.has(lower);
    return [...(isSilent ? [] : [quoted ? JSON.stringify(lower) : lower]), ...(comma ? ['and'] : [])];
  });
  const once = words.filter((word, index) => word !== 'and' || words[index + 1] !== 'and');
  return once.map((word) => `${word} `).join('');
}

/** A pattern for any of these sayings, parted by "|"; each ends with a word. */
export function any(sayings: string): string {
  return `(?:(?:${sayings}) )`;
}

/** Sayings of one kind set beside each other: "phones, e-mails and dates". */
export function listOf(name: string, pattern: string): string {
  return `(?<${name}>${pattern}(?:and ${pattern})*)`;
}

/** The named groups of the first pattern that explains all words. */
export function firstMatch(
  patterns: readonly string[],
  words: string,
): Partial<Record<string, string>> | null {
  for (const pattern of patterns) {
    const match = new RegExp(`^${pattern}$`, 'u').exec(words);
    if (match) return match.groups ?? {};
  }
  return null;
}

/** "find", "extract and list": any opening that asks for something to be shown. */
export const show = `${any(
  'find|extract|get|list|show|give|display|print|collect|return|identify|pull out|read|tell|what|which|and',
)}*`;

export const within = any('in|from|within|inside|across|for|on');
