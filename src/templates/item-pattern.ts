import { CoderError } from '../errors/coder-error.ts';
import { type Kind, kinds } from './lexicon.ts';
import type { Item } from './read-items.ts';

/** What the labelled parts of a pattern caught. */
export type Found = Partial<Record<string, Item[]>>;

/** How questions may begin. */
export const opening = '(show|which)*';

/** Regular expressions match characters, so each kind has one. */
const characters = new Map(kinds.map((kind, at) => [kind, String.fromCodePoint(0xe000 + at)]));
const piece = /(?<look>[!&])\(|(?:(?<label>\w+):)?(?:\(|(?<kind>[a-z-]+))/g;

/**
 * A pattern for all items of a question, such as `(show|which)* count? missing in? value:column`: kinds in their order
 * with the signs of regular expressions. `label:` names what follows it; `!(…)` and `&(…)` look ahead.
 */
export function wholePattern(text: string): RegExp {
  return new RegExp(`^(?:${compile(text)})$`, 'd');
}

/** The same for the first items. */
export function startPattern(text: string): RegExp {
  return new RegExp(`^(?:${compile(text)})`, 'd');
}

/** The items that each labelled part caught, or null where the items don't fit. */
export function matchPattern(pattern: RegExp, items: readonly Item[]): Found | null {
  const match = pattern.exec(charactersOf(items));
  if (!match) return null;
  const groups = Object.entries(match.indices?.groups ?? {}) as [string, [number, number] | undefined][];
  return Object.fromEntries(groups.flatMap(([label, at]) => (at ? [[label, items.slice(...at)]] : [])));
}

/** How many items the pattern takes, or null where they don't fit. */
export function matchLength(pattern: RegExp, items: readonly Item[]): number | null {
  return pattern.exec(charactersOf(items))?.[0].length ?? null;
}

function charactersOf(items: readonly Item[]): string {
  return items.map(({ kind }) => characters.get(kind)).join('');
}

function compile(text: string): string {
  return text.replace(piece, (...match) => translate(match.at(-1))).replace(/\s+/g, '');
}

function translate({ look, label, kind }: Partial<Record<'look' | 'label' | 'kind', string>>): string {
  if (look) return look === '!' ? '(?!' : '(?=';
  const open = label ? `(?<${label}>` : '(?:';
  if (kind === undefined) return open;
  const character = characters.get(kind as Kind);
  if (!character) throw new CoderError(`There is no kind of item "${kind}".`, { code: 'internal' });
  return `${open}${character})`;
}
