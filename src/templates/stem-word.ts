const endings: readonly [RegExp, string][] = [
  [/([^aeiou])ies$/, '$1y'],
  [/(s|x|z|ch|sh)es$/, '$1'],
  [/([^siu])s$/, '$1'],
  [/([a-z]{3})ing$/, '$1'],
];

/** The word in lower case without a plural or -ing ending, so that "cities" and "city" meet. */
export function stemWord(word: string): string {
  const lower = word.toLowerCase();
  const rule = lower.length < 4 ? undefined : endings.find(([ending]) => ending.test(lower));
  return rule ? lower.replace(...rule) : lower;
}

/** The words of a name in snake_case, camelCase or plain text, in lower case. */
export function splitWords(name: string): string[] {
  return name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
