import type { Column } from '../../contracts/file-description.ts';
import type { AskableTable } from '../askable.ts';
import { isDateText, isText } from '../column-kind.ts';
import { call, data, print, result, run, set } from '../program.ts';
import { any, firstMatch, show } from './phrases.ts';
import { readColumns } from './read-columns.ts';
import { type Topic, tablesOf } from './topic.ts';

const analyse = `${any('analy[sz]e|determine|compute|calculate|measure|run|perform|do|count|how many|how|what|and')}*`;
const texts = any('(?:customer |product |user )?(?:reviews?|comments?|feedback|texts?)');
const feeling = any(
  'sentiments?|sentiment analysis|polarity|positive and negative|positive, negative and neutral|positive negative and neutral',
);
const keywords = any('key ?words|key phrases|main topics|frequent phrases');
const source = `(?:${any('in|of|from|on|for')}?(?:${texts}|(?<column>.+?)column |"(?<quoted>[^"]+)" ))?`;
const by = `(?:${any('by|per')}(?<group>.+))?`;

const patterns: readonly string[] = [
  `${analyse}${show}${feeling}${source}${by}`,
  `${analyse}${show}${feeling}and ${show}(?<keywords>${keywords})${source}`,
  `${analyse}${show}${texts}${feeling}${by}`,
  `${any('how positive|how negative')}${texts}`,
  `${any('how many')}${texts}${any('positive|negative|positive or negative|positive and negative')}`,
  `${any('how many|count')}${any('positive and negative|positive negative and neutral')}${texts}${any('have')}?`,
];

/** How positive the texts of one column are, as TextBlob's English word list rates them. */
export const sentiment: Topic = (request) =>
  tablesOf(request).flatMap((table) => {
    const found = firstMatch(patterns, request.words);
    const text = found && textColumn(found.column ?? found.quoted ?? nounFor(request.words, table), table);
    const group = found?.group === undefined ? [] : readColumns(found.group, table);
    if (!found || !text || !group || group.length > 1 || group[0] === text) return [];
    const [by] = group;
    const rating = 'positive above 0, negative below 0, neutral at 0';
    const keys = found.keywords ? ' and the 10 most frequent pairs of words without stop words' : '';
    const phrases = call('key_phrases', [data, text.name]);
    const groups = by ? ` by ${by.name}` : '';
    return [
      {
        template: 'sentiment',
        understood: `number of positive, negative and neutral texts and mean polarity of ${text.name}${groups}${keys} (${rating}; English words as TextBlob rates them; rows without text left out), from ${table.label}`,
        steps: [
          set(data, table.load),
          set(
            result,
            by
              ? call('sentiment_by_group', [data, text.name, by.name])
              : call('sentiment', [data, text.name]),
          ),
          ...(found.keywords ? [run(result.method('update', [], { key_phrases: phrases }))] : []),
          print(result),
        ],
      },
    ];
  });

/** "reviews" where a column is called so. */
function nounFor(words: string, table: AskableTable): string | undefined {
  const noun = /(?:^| )(reviews?|comments?|feedback|texts?) /.exec(words)?.[1];
  return noun !== undefined && readColumns(noun, table) ? noun : undefined;
}

/** The named column, else the only one whose values are sentences. */
function textColumn(name: string | undefined, table: AskableTable): Column | null {
  const named = name === undefined ? null : readColumns(name, table);
  if (name !== undefined)
    return named?.length === 1 && isText(named[0] as Column) ? (named[0] as Column) : null;
  const sentences = table.columns.filter(
    (column) =>
      isText(column) &&
      !isDateText(column) &&
      column.examples.every((value) => String(value).trim().split(/\s+/).length >= 4),
  );
  return sentences.length === 1 && table.omittedColumns === 0 ? (sentences[0] as Column) : null;
}
