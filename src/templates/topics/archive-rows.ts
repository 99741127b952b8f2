import type { ArchiveDescription, DelimitedDescription } from '../../contracts/file-description.ts';
import { opensWhole } from '../askable.ts';
import { call, LoadExpression, print, set, tables } from '../program.ts';
import { any, firstMatch, show } from './phrases.ts';
import { fileCalled, inFile } from './sources.ts';
import type { Request, Topic } from './topic.ts';

const nouns = '(?:zip|7z|tar|compressed) (?:archive|folder)|zips?|archive|backup|(?:zip|7z) backup';
const csv = any('csvs?|csv tables?');
const rows = any('rows?|records|lines of data');
const have = any('have|has|contain|contains|hold|holds');
const name = any('list|show|give|find|which|what|names?');
const counting = any('how many|count|count total|count number|number|total number|total');

/** The CSV files of an archive with the number of rows in each and in all. */
export const archiveRows: Topic = (request) =>
  request.files.flatMap((file) => {
    if (!('memberCount' in file)) return [];
    const members = csvMembers(file, request);
    if (!members) return [];
    const own = request.files.filter(({ name }) => !file.members.some(({ path }) => path === name));
    const where = inFile(file, { nouns, files: own });
    const found = firstMatch(
      [
        `${show}${csv}${where}${any('and|with')}(?:their )?${counting}?${any('row counts?')}`,
        `${show}${csv}${where}and ${counting}${rows}`,
        `${show}${csv}and ${counting}${rows}${where}`,
        `${any('what')}?${counting}${rows}${any('in|from|across|per|over')}?${csv}${where}${have}?`,
        `${counting}${rows}${csv}${where}${have}`,
        `${counting}${rows}${csv}${have}${where}`,
        `${show}${any('row counts?|number rows')}${any('in|from|per|for|by')}?${csv}${where}`,
        `${show}${rows}per ${csv}${where}`,
        `${name}${csv}${where}`,
        `${any('what|which')}${csv}${fileCalled(file, nouns)}${have}`,
        `${any('how many')}${csv}${where}`,
      ],
      request.words,
    );
    if (!found) return [];
    return [
      {
        template: 'archive-rows',
        understood: `CSV files with the number of data rows in each and in all, headers not counted, from ${file.name}`,
        steps: [
          set(tables, new Map(members.map((member) => [member.name, new LoadExpression(member)]))),
          print(call('count_rows', [tables])),
        ],
      },
    ];
  });

/** The described members; null where the archive holds anything that was left out, for then the count could be wrong. */
function csvMembers(file: ArchiveDescription, { files }: Request): DelimitedDescription[] | null {
  const members = new Set(file.members.map(({ path }) => path));
  const found = files.filter(
    (other): other is DelimitedDescription =>
      other.type === 'csv' && members.has(other.name) && opensWhole(other.load),
  );
  const expected = file.members.filter(({ path }) => /\.csv$/i.test(path)).length;
  const isWhole = file.warnings.length === 0 && file.omittedMembers === 0 && found.length === expected;
  return isWhole && found.length > 0 ? found : null;
}
