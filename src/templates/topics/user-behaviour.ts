import type { Column } from '../../contracts/file-description.ts';
import type { AskableTable } from '../askable.ts';
import { isDate, isDateText, isEventDate } from '../column-kind.ts';
import { call, data, print, result, run, set } from '../program.ts';
import { splitWords, stemWord } from '../stem-word.ts';
import { any, firstMatch, show } from './phrases.ts';
import { inFile } from './sources.ts';
import { type Topic, tablesOf } from './topic.ts';

const nouns = 'parquet|csv|parquet table|parquet data|data|table|events?|user events?|log|event log';
const analyse = `${any('analy[sz]e|summari[sz]e|describe|study|explore|summary|overview|analysis')}*`;
const behaviour = any(
  '(?:user|customer|visitor) (?:behaviou?r|activity)(?: patterns?)?|(?:behaviou?r|activity) (?:patterns? )?(?:users|customers|visitors)',
);
const people: ReadonlySet<string> = new Set(['user', 'customer', 'visitor', 'member']);
const actions: ReadonlySet<string> = new Set(['action', 'event', 'activity']);
const neutral: ReadonlySet<string> = new Set(['id', 'name', 'type']);

/** How many events and users there are, what the users do and who does most. */
export const userBehaviour: Topic = (request) =>
  tablesOf(request).flatMap((table) => {
    const file = request.files.find(({ name }) => name === table.fileName);
    const user = onlyNamed(people, table);
    const action = onlyNamed(actions, table);
    if (!file || !user || !action || table.omittedColumns > 0) return [];
    const where = inFile(file, { nouns, files: request.files });
    const found = firstMatch(
      [
        `${show}${analyse}${show}${behaviour}${where}`,
        `${any('how')}${any('users|customers|visitors')}behave ${where}`,
        `${any('what')}${any('users|customers|visitors')}(?:do )?${where}`,
        `${any('what')}${any('users|customers|visitors')}${any('mostly do|do most|do most often')}${where}`,
      ],
      request.words,
    );
    if (!found) return [];
    const dates = table.columns.filter((column) => isDate(column) && isEventDate(column, table));
    const date = dates.length === 1 && !isDateText(dates[0] as Column) ? (dates[0] as Column).name : null;
    return [
      {
        template: 'user-behaviour',
        understood: `events, users, events and users of each ${action.name}, and the 10 most active ${user.name} (ties included)${date === null ? '' : ', with the first and last time'}, from ${table.label}`,
        steps: [
          set(data, table.load),
          set(result, call('user_behaviour', [data, user.name, action.name])),
          ...(date === null ? [] : [run(result.method('update', [call('time_range', [data, date])]))]),
          print(result),
        ],
      },
    ];
  });

function onlyNamed(words: ReadonlySet<string>, { columns }: AskableTable): Column | null {
  const found = columns.filter(({ name }) => {
    const core = splitWords(name)
      .map(stemWord)
      .filter((word) => !neutral.has(word));
    return core.length === 1 && words.has(core[0] as string);
  });
  return found.length === 1 ? (found[0] as Column) : null;
}
