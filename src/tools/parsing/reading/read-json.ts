import { jsonrepair } from 'jsonrepair';
import { parseJson } from '../../../text/parse-json.ts';

/** Mending may take the square of a text, so longer ones are not mended. */
const maxRepairedChars = 20_000;
/** What may be mended in one text, all its calls together. */
export const maxRepairsChars = 100_000;

export type ReadJson = { value: unknown; repairs: string[] } | { reason: string };

/** The value of JSON that a model wrote, mended where it can be; `repairs` says how. */
export function readJson(text: string, budget: { left: number }): ReadJson {
  const value = parseJson(text);
  if (value !== null || text.trim() === 'null') return { value: withoutPrototypes(value, text), repairs: [] };
  if (text.length > maxRepairedChars || text.length > budget.left) {
    return { reason: 'it is no valid JSON, or nested too deep, and too long to be mended' };
  }
  budget.left -= text.length;
  const mended = mend(text);
  if (mended === null) return { reason: 'it is no valid JSON, or nested too deep' };
  return { value: withoutPrototypes(mended, text), repairs: namesOfRepairs(text) };
}

function mend(text: string): unknown {
  try {
    return parseJson(jsonrepair(text));
  } catch {
    return null;
  }
}

/** A value without the keys that would become prototypes where somebody assigns them. */
function withoutPrototypes(value: unknown, text: string): unknown {
  if (!/proto|\\u/i.test(text)) return value;
  return JSON.parse(JSON.stringify(value), (key, item) => (key === '__proto__' ? undefined : item));
}

/** A string, closed or not, in the quotes that a model may use. */
const strings = /"(?:[^"\\]|\\[\s\S]?)*(?:"|$)|(?<=[{[(,:=]\s{0,9})'(?:[^'\\]|\\[\s\S]?)*(?:'|$)/g;

/** What can be wrong with JSON, by the text with and without its strings. */
const slips: readonly (readonly [name: string, found: (bare: string, text: string) => boolean])[] = [
  ['comments', (bare) => /\/\/|\/\*|#/.test(bare)],
  ['a comma too many', (bare) => /,\s{0,99}(?:[}\]]|$)/.test(bare)],
  ["Python's words", (bare) => /\b(?:True|False|None)\b/.test(bare)],
  ['single quotes', (_, text) => [...text.matchAll(strings)].some(([string]) => string.startsWith("'"))],
  ['typographic quotes', (bare) => /[“”‘’]/.test(bare)],
  ['keys without quotes', (bare) => /[{,]\s{0,99}\w+\s{0,99}:/.test(bare)],
  [
    'line breaks in a string',
    (_, text) => [...text.matchAll(strings)].some(([string]) => /[\n\r\t]/.test(string)),
  ],
  ['brackets that were not closed', (bare) => count(bare, /[{[]/g) > count(bare, /[}\]]/g)],
];

function namesOfRepairs(text: string): string[] {
  const bare = text.replace(strings, '""');
  const names = slips.filter(([, found]) => found(bare, text)).map(([name]) => name);
  return names.length === 0 ? ['broken JSON'] : names;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
