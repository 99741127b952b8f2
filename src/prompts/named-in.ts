const maxQuestionChars = 8_000;
const shortestStem = 4;

/** From 0 to 1, how surely the question speaks of a column, sheet or file of that name. */
export type Naming = (name: string) => number;

export const namesNothing: Naming = () => 0;

/** Compares names with the words of a question: the whole name, or how many of its words occur, whatever their case, form or separators. */
export function namedIn(question: string): Naming {
  const text = question.slice(0, maxQuestionChars).normalize('NFKC').toLowerCase();
  const asked = wordsOf(question.slice(0, maxQuestionChars));
  const phrase = ` ${asked.join(' ')} `;
  const byStart = new Map<string, string[]>();
  for (const word of new Set(asked))
    byStart.set(startOf(word), [...(byStart.get(startOf(word)) ?? []), word]);
  return (name) => {
    const words = wordsOf(name);
    if (words.length === 0) return 0;
    if (words.join(' ').length > 1 && phrase.includes(` ${words.join(' ')} `)) return 1;
    if (isUnspaced(name) && text.includes(name.normalize('NFKC').toLowerCase())) return 1;
    const met = words.filter((word) => byStart.get(startOf(word))?.some((other) => isSameWord(word, other)));
    return (0.9 * met.length) / words.length;
  };
}

function wordsOf(text: string): string[] {
  const spaced = text.normalize('NFKC').replace(/(\p{Ll}|\p{N})(?=\p{Lu})/gu, '$1 ');
  return spaced.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Scripts that put no space between words. */
function isUnspaced(name: string): boolean {
  return (
    name.length > 1 && /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}/u.test(name)
  );
}

/** What words with a common stem begin with. */
function startOf(word: string): string {
  return word.slice(0, shortestStem);
}

/** "salary" and "salaries" are one word, "sale" and "salad" are not. */
function isSameWord(one: string, other: string): boolean {
  if (one === other) return one.length > 1;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  const stem = short.replace(/(?:y|e|s|es)$/, '');
  return stem.length >= shortestStem && long.startsWith(stem) && long.length - stem.length <= 3;
}
