import { type Concept, concepts, type WordTable } from './words/word-table.ts';
import { wordsOf } from './words-of.ts';

const longestPhraseWords = 7;

/** The word table of one language in the form that it is searched in. */
export interface Lexicon {
  script: WordTable['script'];
  common: ReadonlySet<string>;
  whole: ReadonlyMap<string, readonly Concept[]>;
  /** Phrases that a word only has to begin with, by their first letter. */
  beginnings: ReadonlyMap<string, readonly Beginning[]>;
}

interface Beginning {
  phrase: string;
  concept: Concept;
}

export type FoundPhrases = ReadonlyMap<Concept, ReadonlySet<string>>;

export function buildLexicon(table: WordTable): Lexicon {
  const entries = concepts.flatMap((concept) =>
    entriesOf(table[concept]).map((entry) => ({ ...entry, concept })),
  );
  const whole = new Map<string, Concept[]>();
  const beginnings = new Map<string, Beginning[]>();
  for (const { phrase, concept, isBeginning } of entries) {
    if (isBeginning) append(beginnings, phrase.charAt(0), { phrase, concept });
    else append(whole, phrase, concept);
  }
  const common = new Set(entriesOf(table.common).map(({ phrase }) => phrase));
  return { script: table.script, common, whole, beginnings };
}

/** Words are joined without spaces: languages that write none are cut differently from one sentence to the next. */
function entriesOf(list: string): { phrase: string; isBeginning: boolean }[] {
  const entries = list.split(',').map((entry) => entry.trim());
  return entries.map((entry) => ({ phrase: wordsOf(entry).join(''), isBeginning: entry.endsWith('*') }));
}

function append<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** The different phrases of each concept in `words`; inside a longer phrase a shorter one of its concept is not found again. */
export function findPhrases(words: readonly string[], lexicon: Lexicon): FoundPhrases {
  const found = new Map<Concept, Set<string>>(concepts.map((concept) => [concept, new Set()]));
  const free = new Map<Concept, number>();
  for (let start = 0; start < words.length; start += 1) {
    for (const [concept, match] of matchesAt(words.slice(start, start + longestPhraseWords), lexicon)) {
      if ((free.get(concept) ?? 0) > start) continue;
      found.get(concept)?.add(match.phrase);
      free.set(concept, start + match.wordCount);
    }
  }
  return found;
}

/** The longest match of each concept at the first of these words; a whole phrase goes before a beginning. */
function matchesAt(words: readonly string[], { whole, beginnings }: Lexicon) {
  const matches = new Map<Concept, { phrase: string; wordCount: number }>();
  const text = words.join('');
  for (const { phrase, concept } of beginnings.get(text.charAt(0)) ?? [])
    if (text.startsWith(phrase)) matches.set(concept, { phrase, wordCount: wordsOver(words, phrase.length) });
  let phrase = '';
  for (const [at, word] of words.entries()) {
    phrase += word;
    for (const concept of whole.get(phrase) ?? []) matches.set(concept, { phrase, wordCount: at + 1 });
  }
  return matches;
}

function wordsOver(words: readonly string[], length: number): number {
  let covered = 0;
  const last = words.findIndex((word) => {
    covered += word.length;
    return covered >= length;
  });
  return last + 1;
}
