import type { Column } from '../contracts/file-description.ts';
import type { AskableTable } from './askable.ts';
import { abbreviations, neutralWords, notTypos, synonymGroups } from './column-words.ts';
import { splitWords, stemWord } from './stem-word.ts';

export interface ColumnMatch {
  column: Column;
  /** The words are the column's name, not merely like it. */
  exact: boolean;
}

type Rule = (asked: string[], name: string[], rowWords: ReadonlySet<string>) => boolean;

const canonical = new Map(synonymGroups.flatMap((group) => group.map((word) => [word, group[0] as string])));

/** From the strictest rule to the loosest; the first that any column passes decides. */
const rules: readonly Rule[] = [
  (asked, name) => asked.join(' ') === name.join(' ') || asked.join('') === name.join(''),
  (asked, name) => stems(asked).join(' ') === stems(name).join(' '),
  (asked, name) => stems(asked).map(expand).join(' ') === stems(name).map(expand).join(' '),
  (asked, name, rowWords) =>
    stems(asked).join(' ') === withoutNeutral(stems(name), stems(asked), { rowWords }),
  (asked, name, rowWords) => {
    const wanted = stems(asked).map(expand).map(represent).join(' ');
    return wanted === withoutNeutral(stems(name).map(expand), stems(asked), { rowWords, convert: represent });
  },
  (asked, name, rowWords) =>
    stems(asked).map(expand).join(' ') ===
    withoutNeutral(withoutId(stems(name)).map(expand), stems(asked), { rowWords }),
  isTypo,
];

/** The one column these words mean, or null when there is none or more than one. */
export function matchColumn(words: readonly string[], table: AskableTable): ColumnMatch | null {
  const asked = words.flatMap(splitWords);
  if (asked.length === 0) return null;
  // A column that the description leaves out fit as well, so only names in full count then.
  const usable = table.omittedColumns > 0 ? rules.slice(0, 2) : rules;
  for (const [strength, rule] of usable.entries()) {
    const found = table.columns.filter((column) => rule(asked, splitWords(column.name), table.rowWords));
    if (found.length > 1) return null;
    if (found[0]) return isNumbered(found[0], table) ? null : { column: found[0], exact: strength < 2 };
  }
  return null;
}

/** True when the file repeats this header: pandas then numbers the later ones, and nobody knows which one is meant. */
function isNumbered({ name }: Column, { columns }: AskableTable): boolean {
  return columns.some((other) => other.name === `${name}.1`);
}

function stems(words: string[]): string[] {
  return words.map(stemWord);
}

function expand(word: string): string {
  return abbreviations[word] ?? word;
}

function represent(word: string): string {
  return canonical.get(word) ?? word;
}

/** "user" may mean user_id where no column is closer to it. */
function withoutId(name: string[]): string[] {
  return name.length > 1 && name.at(-1) === 'id' ? name.slice(0, -1) : name;
}

/** The name's words without those that add nothing, unless they were asked for. */
function withoutNeutral(
  name: string[],
  asked: string[],
  {
    rowWords,
    convert = (word) => word,
  }: { rowWords: ReadonlySet<string>; convert?: (word: string) => string },
): string {
  const kept = name.filter((word) => asked.includes(word) || !(neutralWords.has(word) || rowWords.has(word)));
  return (kept.length > 0 ? kept : name).map(convert).join(' ');
}

function isTypo(asked: string[], name: string[]): boolean {
  if (asked.length !== name.length || asked.some((word) => notTypos.has(stemWord(word)))) return false;
  const pairs = stems(asked).map((word, index) => [word, stems(name)[index] as string] as const);
  return pairs.every(([word, other]) => word === other || isNear(word, other));
}

function isNear(word: string, other: string): boolean {
  const length = Math.min(word.length, other.length);
  return length >= 7 && word[0] === other[0] && editDistance(word, other) <= (length >= 8 ? 2 : 1);
}

/** Levenshtein distance. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, character] of [...from].entries()) {
    const next = [index + 1];
    for (let at = 1; at <= to.length; at++) {
      const change = (row[at - 1] as number) + (character === to[at - 1] ? 0 : 1);
      next.push(Math.min(change, (row[at] as number) + 1, (next[at - 1] as number) + 1));
    }
    row = next;
  }
  return row[to.length] as number;
}
