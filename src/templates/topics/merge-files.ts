import { type AskableTable, stemOf } from '../askable.ts';
import type { Plan } from '../match-table.ts';
import { readNumber } from '../number-words.ts';
import { call, print, run, set, tables, Variable } from '../program.ts';
import { splitWords, stemWord } from '../stem-word.ts';
import { any, firstMatch, show, within } from './phrases.ts';
import { readColumns } from './read-columns.ts';
import { escapeName } from './sources.ts';
import { type Topic, tablesOf } from './topic.ts';

const mergedFile = 'merged.csv';
const merged = new Variable('merged');
const unique = new Variable('unique');
const merge = any('merge|combine|concatenate|append|stack|put together');
const numbers = '\\d+|two|three|four|five|six|seven|eight|nine|ten|both';
const number = `(?:(?:${numbers}) )?`;
const nouns = any(
  'csvs?|workbooks?|excels?|spreadsheets?|tables?|lists?|sheets?|data|datasets?|records?|rows?',
);
const duplicates = any(
  'duplicates?|duplicate (?:rows?|records?|entries|customers)|repeated (?:rows|records)',
);
const find = `${any('and|then|find|show|list|count|report|identify|detect|check for|look for|how many|number')}*`;
const by = `(?:${any('by|based on|on|with same|using')}(?<columns>.+))?`;

/** Rows of several files with the same columns set below each other, with those that occur more than once. */
export const mergeFiles: Topic = (request) => {
  const members = tablesOf(request);
  const [first] = members;
  if (!first || members.length < 2 || members.length !== request.files.length || !isAlike(members)) return [];
  // A word that is both must stand here once, or a long question would be tried in countless ways.
  const own = sharedWords(members).filter((word) => !new RegExp(`^${nouns}$`).test(`${word} `));
  const rowNames = any(own.map(escapeName).join('|') || 'rows');
  const things = `${number}(?:${own.length > 0 ? `${rowNames}|` : ''}${nouns})*`;
  const sources = `(?:${things}(?:${within}${things})?)`;
  const removing = `${any('and|then')}+(?<remove>${any('remove|drop|delete|without')})`;
  const found = firstMatch(
    [
      `${merge}${sources}${find}${duplicates}${by}`,
      `${merge}${sources}${removing}${duplicates}${by}`,
      `${show}${any('count|how many')}?(?:${duplicates}|duplicate ${rowNames})${within}${sources}${by}`,
      `${show}${any('count|how many')}?${any('rows|records')}?duplicated ${within}${sources}`,
    ],
    request.words,
  );
  const columns = found?.columns === undefined ? [] : readColumns(found.columns, first);
  if (!found || !columns) return [];
  const counted = [...request.words.matchAll(new RegExp(`(?<=^| )(?:${numbers})(?= )`, 'g'))];
  if (counted.some(([word]) => (word === 'both' ? 2 : readNumber(word)) !== members.length)) return [];
  return [
    plan(members, {
      keys: columns.map(({ name }) => name),
      isMerged: /^(?:merge|combine|concat|append|stack|put)/.test(request.words),
      isUnique: found.remove !== undefined,
    }),
  ];
};

function plan(
  members: readonly AskableTable[],
  { keys, isMerged, isUnique }: { keys: string[]; isMerged: boolean; isUnique: boolean },
): Plan {
  const columns = keys.length > 0 ? keys : (members[0] as AskableTable).columns.map(({ name }) => name);
  const same = keys.length > 0 ? `with the same ${keys.join(', ')}` : 'alike in every column';
  const saved = isMerged
    ? `; ${isUnique ? 'the first of each kept' : 'all rows saved'} in ${mergedFile}`
    : '';
  const kept = isUnique ? [set(unique, merged.method('drop_duplicates', [columns]))] : [];
  const save = (isUnique ? unique : merged).method('to_csv', [mergedFile], { index: false });
  return {
    template: 'merge-duplicates',
    understood: `rows in total, distinct rows and rows that repeat an earlier one (${same})${saved}, from ${members.map(({ label }) => label).join(', ')}`,
    steps: [
      set(tables, new Map(members.map(({ label, load }) => [label, load]))),
      set(merged, call('merge', [tables])),
      ...(isMerged ? [...kept, run(save)] : []),
      print(call('duplicates_among', [tables, merged, columns])),
    ],
  };
}

/** The same columns with the same kinds of values; "01" as text and 1 as a number would never be duplicates. */
function isAlike(tables: readonly AskableTable[]): boolean {
  const shapes = tables.map(({ columns }) => JSON.stringify(columns.map(({ name, dtype }) => [name, dtype])));
  return new Set(shapes).size === 1 && tables.every(({ omittedColumns }) => omittedColumns === 0);
}

/** Words all file names share, such as "customers" in customers_2022.csv and customers_2023.csv. */
function sharedWords(tables: readonly AskableTable[]): string[] {
  const [first = [], ...others] = tables.map(({ fileName }) => splitWords(stemOf(fileName)));
  const shared = first.filter((word) => /\p{L}/u.test(word) && others.every((words) => words.includes(word)));
  return [...new Set(shared.flatMap((word) => [word, stemWord(word)]))];
}
