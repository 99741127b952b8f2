import type { Column } from '../contracts/file-description.ts';
import type { Askable, AskableTable } from './askable.ts';
import { isNumeric, isText, isUnique } from './column-kind.ts';
import { calendarWords, entries, fillers, type Kind } from './lexicon.ts';
import { matchColumn } from './match-column.ts';
import { readNumber } from './number-words.ts';
import { stemWord } from './stem-word.ts';
import type { Token } from './tokens.ts';

/** A piece of the question with one meaning; see `Kind`. */
export interface Item {
  kind: Kind;
  text: string;
  /** The normal form from the lexicon, or the value in the file's own spelling. */
  word: string;
  plural: boolean;
  number?: number;
  column?: Column;
  /** A comma follows. */
  comma?: boolean;
}

interface Candidate {
  length: number;
  /** Null for words that change nothing. */
  item: Item | null;
}

export interface Reader {
  askable: Askable;
  /** Names of sources in lower case, and the word their item gets. */
  sources: ReadonlyMap<string, string>;
  /** Names of sources this reading is not about; they are never taken for values. */
  foreign: ReadonlySet<string>;
}

const plainWord = /^[\p{L}\p{N}_]+(?:[-.'’/][\p{L}\p{N}_]+)*$/u;
const kindWords: ReadonlySet<string> = new Set(['category', 'type', 'kind', 'class', 'segment']);
const maxReadings = 5_000;
const maxPhrase = 8;
const maxName = 5;
const phrases = new Map<string, [Kind, string][]>();
for (const [kind, word, sayings] of entries) {
  for (const saying of sayings.split('|'))
    phrases.set(saying, [...(phrases.get(saying) ?? []), [kind, word]]);
}

/** Every way to give each word of the question a meaning; empty when some word has none or there are too many ways. */
export function readItems(tokens: readonly Token[], reader: Reader): Item[][] {
  const candidates = tokens.map((_, index) => candidatesAt(tokens.slice(index), tokens[index - 1], reader));
  const readings: Item[][][] = Array.from({ length: tokens.length + 1 }, () => []);
  readings[tokens.length] = [[]];
  for (let index = tokens.length - 1; index >= 0; index--) {
    const found = (candidates[index] as Candidate[]).flatMap(({ length, item }) =>
      (readings[index + length] as Item[][]).map((rest) =>
        item ? [{ ...item, comma: tokens[index + length - 1]?.comma === true }, ...rest] : rest,
      ),
    );
    if (found.length > maxReadings) return [];
    readings[index] = found;
  }
  return readings[0] as Item[][];
}

/** The words that mean nothing here whatever the others mean. */
export function wordsWithoutMeaning(tokens: readonly Token[], reader: Reader): Token[] {
  const meant = new Set<number>();
  for (const start of tokens.keys()) {
    const found = candidatesAt(tokens.slice(start), tokens[start - 1], reader);
    for (const { length } of found) for (let at = start; at < start + length; at++) meant.add(at);
  }
  return tokens.filter((_, index) => !meant.has(index));
}

function candidatesAt(rest: readonly Token[], before: Token | undefined, reader: Reader): Candidate[] {
  const sources = sourcesAt(rest, reader);
  if (reader.askable.kind !== 'table') return [...sources, ...lexiconAt(rest), ...numberAt(rest)];
  const columns = columnsAt(rest, reader.askable);
  const exact = columns.find(({ length, exact }) => exact && length > 1) ?? kindOfThing(rest, reader.askable);
  if (exact) return [exact];
  const values = valuesAt(rest, reader.askable);
  const rows = rowsAt(rest, reader.askable, columns);
  const isKeyOfRows = (match: (typeof columns)[number]) =>
    rows.length > 0 &&
    match.length === 1 &&
    isUnique(match.item.column as Column, reader.askable as AskableTable);
  const isKnown = [values, sources, columns, lexiconAt(rest)].some(({ length }) => length > 0);
  const names = isKnown || !before ? [] : nameAt(rest).filter(({ item }) => !isReserved(item, reader));
  // A column called "month" or "count" is meant before the word's general sense, as far as both are possible.
  const general = columns.some(({ exact }) => exact)
    ? lexiconAt(rest).filter(({ item }) => item?.kind !== 'period')
    : lexiconAt(rest);
  return [
    ...sources,
    ...columns.filter((match) => !isKeyOfRows(match)),
    ...values,
    ...rows,
    ...names,
    ...general,
    ...numberAt(rest),
  ];
}

function lexiconAt(rest: readonly Token[]): Candidate[] {
  const first = rest[0] as Token;
  if (first.quoted) return [];
  const isSilent = fillers.has(first.lower) && first.text !== 'US';
  const found: Candidate[] = isSilent ? [{ length: 1, item: null }] : [];
  for (const { length, lower } of spans(rest, maxPhrase)) {
    for (const [kind, word] of phrases.get(lower) ?? [])
      found.push({ length, item: item(kind, lower, word) });
  }
  return found;
}

function columnsAt(rest: readonly Token[], table: AskableTable) {
  return spans(rest, maxName).flatMap(({ length, lower, words }) => {
    const match = matchColumn(words, table);
    // A sign such as "*" or "!=" changes the question; it is part of a name only where the name has it.
    const isPlain = rest.slice(0, length).every((token) => token.quoted || plainWord.test(token.text));
    if (!match || !(isPlain || match.column.name.toLowerCase() === lower)) return [];
    const { column, exact } = match;
    return [{ length, exact, item: { ...item('column', lower, column.name), column } }];
  });
}

/** "product category" is the column of categories, not the product and the category, unless a comma parts them. */
function kindOfThing(rest: readonly Token[], table: AskableTable): Candidate | null {
  const [thing, kind] = rest;
  if (!thing || !kind || thing.comma || thing.quoted || kind.quoted) return null;
  const column = kindWords.has(stemWord(kind.lower)) ? matchColumn([kind.lower], table) : null;
  if (!column?.exact || !matchColumn([thing.lower], table)) return null;
  const text = `${thing.lower} ${kind.lower}`;
  return { length: 2, item: { ...item('column', text, column.column.name), column: column.column } };
}

/** Texts that stand in the described rows, in any letter case. */
function valuesAt(rest: readonly Token[], table: AskableTable): Candidate[] {
  return spans(rest, maxName).flatMap(({ length, lower }) =>
    table.columns.filter(isText).flatMap((column) => {
      const seen = new Set([...column.examples, ...table.sampleRows.map((row) => row[column.name])]);
      const same = [...seen].filter((value) => typeof value === 'string' && value.toLowerCase() === lower);
      return same.map((value) => ({ length, item: { ...item('value', lower, value as string), column } }));
    }),
  );
}

function rowsAt(
  rest: readonly Token[],
  table: AskableTable,
  columns: readonly { item: Item; length: number }[],
): Candidate[] {
  const first = rest[0] as Token;
  const isQuantity = columns.some((match) => match.length === 1 && isNumeric(match.item.column as Column));
  if (first.quoted || isQuantity || !table.rowWords.has(stemWord(first.lower))) return [];
  const rows = item('rows', first.lower, 'rows');
  return [{ length: 1, item: { ...rows, plural: rows.plural || first.lower === 'people' } }];
}

/** A quoted text, or words in a row that begin with a capital letter: perhaps a value that the description doesn't show. */
function nameAt(rest: readonly Token[]): Candidate[] {
  const first = rest[0] as Token;
  if (first.quoted) return [{ length: 1, item: item('name', first.text, first.text) }];
  const end = rest.findIndex((token) => !token.capitalised || token.quoted);
  const length = end === -1 ? rest.length : end;
  if (length === 0) return [];
  const text = rest
    .slice(0, length)
    .map((token) => token.text)
    .join(' ');
  return [{ length, item: item('name', text, text) }];
}

/** A month or another file's name is no value, however it is written. */
function isReserved(item: Item | null, { foreign }: Reader): boolean {
  const lower = item?.text.toLowerCase() ?? '';
  return foreign.has(lower) || calendarWords.has(lower);
}

function numberAt(rest: readonly Token[]): Candidate[] {
  const first = rest[0] as Token;
  const number = first.quoted ? null : readNumber(first.text);
  return number === null ? [] : [{ length: 1, item: { ...item('number', first.text, first.text), number } }];
}

function sourcesAt(rest: readonly Token[], { sources }: Reader): Candidate[] {
  return spans(rest, maxPhrase).flatMap(({ length, lower }) => {
    const word = sources.get(lower);
    return word === undefined ? [] : [{ length, item: item('source', lower, word) }];
  });
}

function spans(rest: readonly Token[], longest: number) {
  return rest.slice(0, longest).map((_, index) => {
    const words = rest.slice(0, index + 1).map((token) => token.lower);
    return { length: index + 1, words, lower: words.join(' ') };
  });
}

function item(kind: Kind, text: string, word: string): Item {
  return { kind, text, word, plural: /s$/.test(text) };
}
