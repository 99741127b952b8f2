import { buildLexicon, type Lexicon } from './lexicon.ts';
import type { Script } from './words/word-table.ts';
import { wordTables } from './words/word-tables.ts';

const lexicons: readonly Lexicon[] = Object.values(wordTables).map(buildLexicon);
const english = lexicons[Object.keys(wordTables).indexOf('en')] as Lexicon;

const scriptPatterns: Readonly<Record<Exclude<Script, 'Latin'>, RegExp>> = {
  Cyrillic: /\p{Script=Cyrillic}/u,
  Kana: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
  Han: /\p{Script=Han}/u,
  Hangul: /\p{Script=Hangul}/u,
  Devanagari: /\p{Script=Devanagari}/u,
  Arabic: /\p{Script=Arabic}/u,
};

/** The languages a text may be written in, and English, whose technical words stand in every language. */
export function chooseLexicons(words: readonly string[]): Lexicon[] {
  const script = scriptOf(words.join(' '));
  const candidates = lexicons.filter((lexicon) => lexicon.script === script);
  const scores = candidates.map(({ common }) => words.filter((word) => common.has(word)).length);
  const best = Math.max(...scores);
  return [...new Set([english, ...candidates.filter((_, at) => scores[at] === best)])];
}

/** The first script of the table that occurs: Japanese is known by its kana, and Latin stands in every language. */
function scriptOf(text: string): Script {
  const scripts = Object.keys(scriptPatterns) as Exclude<Script, 'Latin'>[];
  return scripts.find((script) => scriptPatterns[script].test(text)) ?? 'Latin';
}
