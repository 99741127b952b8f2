import { chooseLexicons } from './choose-lexicons.ts';
import { findPhrases } from './lexicon.ts';
import { type Numbers, readNumbers } from './read-numbers.ts';
import { takeFileNames } from './take-file-names.ts';
import { type Concept, concepts } from './words/word-table.ts';
import { wordsOf } from './words-of.ts';

const endChars = 1_500;
const quoted =
  /"[^"\n]{1,400}"|“[^”\n]{1,400}”|„[^“”\n]{1,400}[“”]|«[^»\n]{1,400}»|「[^」\n]{1,400}」|(?<![\p{L}\p{N}])'[^'\n]{3,400}'(?![\p{L}\p{N}])/gu;
const codeBlock = /```[\s\S]*?(?:```|$)|`[^`\n]+`/g;
const listItem = /^\s*(?:\d{1,2}[.)]|[-*•])\s+\S/gmu;
const questionEnd = /[?？؟]+/g;
const separator = /[,;、，；،。](?!\d)/g;

const actionConcepts: readonly Concept[] = ['compute', 'draw', 'transform', 'act', 'write'];

/** What the words of a query show; nothing of it comes from the content of a file. */
export interface Reading {
  /** Different phrases of each concept. */
  found: Readonly<Record<Concept, number>>;
  /** Different things to do, whatever their concept. */
  actionCount: number;
  numbers: Numbers;
  fileCount: number;
  namedFiles: number;
  wordCount: number;
  questionCount: number;
  listItemCount: number;
  separatorCount: number;
  /** True when the last thing the user asked before needed a tool. */
  followsToolUse: boolean;
}

/** Reads the beginning and the end of a query; quoted text, code and file names are left out, because they are only mentioned. */
export function readQuery(
  query: string,
  { files, followsToolUse }: { files: readonly string[]; followsToolUse: boolean },
): Reading {
  const taken = takeFileNames(bothEnds(query), files);
  const prose = taken.text.replace(codeBlock, ' ').replace(quoted, ' ');
  const words = wordsOf(prose);
  return {
    ...countPhrases(words),
    numbers: readNumbers(prose),
    fileCount: files.length,
    namedFiles: taken.named,
    wordCount: words.length,
    questionCount: count(prose, questionEnd),
    listItemCount: count(prose, listItem),
    separatorCount: count(prose, separator),
    followsToolUse,
  };
}

/** Who pastes something long asks before or after it. */
function bothEnds(query: string): string {
  if (query.length <= 2 * endChars) return query;
  return `${query.slice(0, endChars)}\n${query.slice(-endChars)}`;
}

function countPhrases(words: readonly string[]): Pick<Reading, 'found' | 'actionCount'> {
  const byLanguage = chooseLexicons(words).map((lexicon) => findPhrases(words, lexicon));
  const phrasesOf = (concept: Concept) => byLanguage.flatMap((found) => [...(found.get(concept) ?? [])]);
  const counts = concepts.map((concept) => [concept, new Set(phrasesOf(concept)).size] as const);
  return {
    found: Object.fromEntries(counts) as Record<Concept, number>,
    actionCount: new Set(actionConcepts.flatMap(phrasesOf)).size,
  };
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
