import type { Column } from '../contracts/file-description.ts';
import { type AskableTable, stemOf } from './askable.ts';
import { isAdditive, isMeasure } from './column-kind.ts';
import { type Found, matchPattern, opening, wholePattern } from './item-pattern.ts';
import type { Plan } from './match-table.ts';
import { call, print, result, set, tables } from './program.ts';
import { readItems } from './read-items.ts';
import type { Token } from './tokens.ts';

const inSource = '(in? source)?';
const named = 'named:(source (and? source)+)';

const patterns: readonly RegExp[] = [
  `compare agg:aggregate? value:column? (in|per|between)? all:every-source ${inSource}`,
  'compare all:every-source per agg:aggregate? value:column',
  `agg:aggregate value:column all:every-source ${inSource}`,
  `value:column all:every-source ${inSource}`,
  `agg:aggregate? value:column compare all:every-source ${inSource}`,
  `compare agg:aggregate? value:column (in|between) ${named}`,
  `compare ${named} (per agg:aggregate? value:column)?`,
].map((text) => wholePattern(`${opening} ${text}`));

/** Plans that set several sheets or files with the same columns side by side. */
export function matchSources(tokens: readonly Token[], askable: readonly AskableTable[]): Plan[] {
  const titles = new Map(askable.flatMap((table) => namesOf(table).map((name) => [name, table.label])));
  return comparableSets(tokens, askable).flatMap(({ unit, members }) => {
    const sources =
      unit === 'named' ? titles : new Map(members.map(({ fileName }) => [fileName.toLowerCase(), '']));
    const shared = sharedTable(members);
    return readItems(tokens, { askable: shared, sources, foreign: new Set() }).flatMap((items) =>
      patterns.flatMap((pattern) => {
        const found = matchPattern(pattern, items);
        const asked = found?.all ? found.all[0]?.word : 'named';
        // "total revenue across all sheets" asks for one total, "compare" or "per sheet" for each.
        const isEach =
          !found?.all ||
          items.some(({ kind }) => kind === 'compare') ||
          /\b(?:per|by|each)\b/.test(found.all[0]?.text ?? '');
        return found && isEach && asked === unit ? compare(found, { members, shared }) : [];
      }),
    );
  });
}

interface ComparableSet {
  unit: 'sheet' | 'file' | 'named';
  members: AskableTable[];
}

/** All sheets of a workbook, all files that hold one table each, and the sources that the question names. */
function comparableSets(tokens: readonly Token[], askable: readonly AskableTable[]): ComparableSet[] {
  const visible = askable.filter(({ hidden }) => !hidden);
  const names = new Set(visible.map(({ fileName }) => fileName));
  const files = [...names].map((name) => visible.filter(({ fileName }) => fileName === name));
  const sets: ComparableSet[] = files.map((members) => ({ unit: 'sheet', members }));
  if (files.every((tables) => tables.length === 1)) sets.push({ unit: 'file', members: visible });
  const positions = askable.map((member) => ({ member, at: positionIn(tokens, namesOf(member)) }));
  const named = positions.filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at);
  if (new Set(named.map(({ at }) => at)).size === named.length) {
    sets.push({ unit: 'named', members: named.map(({ member }) => member) });
  }
  return sets.filter(({ members }) => members.length > 1);
}

/** A file's name with or without extension, or a sheet's title when the workbook has several. */
function namesOf({ title, fileName }: AskableTable): string[] {
  return (title === fileName ? [fileName, stemOf(fileName)] : [title]).map((name) => name.toLowerCase());
}

function positionIn(tokens: readonly Token[], names: string[]): number {
  return tokens.findIndex((_, start) =>
    names.some((name) => {
      const words = name.split(' ');
      return words.every((word, index) => tokens[start + index]?.lower === word);
    }),
  );
}

/** Only what every source has, with the same kind of values. */
function sharedTable(members: readonly AskableTable[]): AskableTable {
  const [first, ...others] = members as [AskableTable, ...AskableTable[]];
  const columns = first.columns.filter((column) =>
    others.every(({ columns }) => columns.some((other) => isAlike(column, other))),
  );
  return { ...first, columns, sampleRows: [], rowWords: new Set() };
}

function isAlike(column: Column, other: Column): boolean {
  return column.name === other.name && isMeasure(column) === isMeasure(other);
}

function compare(
  found: Found,
  { members, shared }: { members: readonly AskableTable[]; shared: AskableTable },
): Plan[] {
  const column = found.value?.[0]?.column;
  const agg = found.agg?.[0]?.word ?? 'sum';
  const columns = column ? [column] : shared.columns.filter(isAdditive);
  const isClear = columns.every(found.agg ? isMeasure : isAdditive) && !members.some(hasOmitted);
  const titles = new Set(members.map(({ title }) => title));
  if (!isClear || columns.length === 0 || titles.size < members.length) return [];
  const names = columns.map(({ name }) => name);
  const compared =
    agg === 'sum' ? call('compare_totals', [tables, names]) : call('compare', [tables, names, agg]);
  const what = `${agg} of ${names.join(', ')} in each of ${[...titles].join(', ')}`;
  const files = [...new Set(members.map(({ fileName }) => fileName))].join(', ');
  return [
    {
      template: 'compare-sources',
      understood: `${what}, with growth from one to the next, from ${files}`,
      steps: [
        set(tables, new Map(members.map(({ title, load }) => [title, load]))),
        set(result, compared),
        print(call('with_growth', [result])),
      ],
    },
  ];
}

function hasOmitted({ omittedColumns }: AskableTable): boolean {
  return omittedColumns > 0;
}
