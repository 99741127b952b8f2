import type { Column } from '../../contracts/file-description.ts';
import { isAdditive, isMeasure, isNumeric, isUnique } from '../column-kind.ts';
import type { Context, Draft, Reading } from '../draft.ts';
import { type Group, readGroup } from '../group.ts';
import { type Found, opening, wholePattern } from '../item-pattern.ts';
import { draftMeasure, type Measure, measurePattern, readMeasure } from '../measure.ts';
import { call, data, result, set } from '../program.ts';

const usualCount = 10;
const rankedRows = { largest: 'largest_rows', smallest: 'smallest_rows' } as const;

/** The rows with the largest or smallest values; rows that tie with the last one are kept. */
function topRows(column: Column | undefined, found: Found, count: number): Draft | null {
  const rank = found.rank?.[0]?.word;
  if (!column || !isNumeric(column) || !isMeasure(column) || count < 1 || !Number.isInteger(count))
    return null;
  if (rank !== 'largest' && rank !== 'smallest') return null;
  return {
    template: 'top-rows',
    what: `${count === 1 ? 'the row' : `the ${count} rows`} with the ${rank} ${column.name} (ties included)`,
    steps: [set(result, call(rankedRows[rank], [data, column.name, count]))],
    prints: 'rows',
    notes: column.nullCount > 0 ? [`rows without ${column.name} left out`] : [],
  };
}

function topGroups(
  found: Found,
  ranked: { measure: Measure | null; group: Group | null; count: number },
): Draft | null {
  const { measure, group, count } = ranked;
  const rank = found.rank?.[0]?.word;
  if (!measure || measure.several || !group || count < 1 || !Number.isInteger(count)) return null;
  if (rank !== 'largest' && rank !== 'smallest') return null;
  const draft = draftMeasure('top-groups', measure, group);
  if (draft?.prints !== 'series') return null;
  return {
    ...draft,
    what: `${draft.what}, the ${count === 1 ? '' : `${count} `}${rank} (ties included)`,
    steps: [...draft.steps, set(result, call(rank, [result, count]))],
  };
}

/** How many are wanted: the number that was said, else ten of several and one of one. */
function wanted(found: Found, isPlural: boolean): number {
  return found.number?.[0]?.number ?? (isPlural ? usualCount : 1);
}

/** "top 5 products by revenue": rows when every row is its own product, else the products' sums. */
function ranking(found: Found, { table }: Context, count: number): Draft | null {
  const column = found.group?.[0]?.column;
  const bare = found.bare?.[0]?.column;
  if (bare && column && isUnique(column, table) && column.name !== bare.name)
    return topRows(bare, found, count);
  if (column && isNumeric(column)) return null;
  return topGroups(found, { measure: readMeasure(found), group: readGroup(found.group, table), count });
}

const highest: Reading['read'] = (found) => {
  const column = found.value?.[0];
  const rows = found.rows?.[0];
  // "highest salary" is a number; "highest salaries" and "the 3 highest salaries" are rows.
  if (!found.number && !rows && !column?.plural) {
    const word = found.rank?.[0]?.word === 'largest' ? 'max' : 'min';
    const usable = found.rank?.[0]?.word !== 'common' && column;
    const measure = usable
      ? readMeasure({ agg: [{ ...column, kind: 'aggregate', word }], value: [column] })
      : null;
    return measure && draftMeasure('aggregate', measure, null);
  }
  return topRows(column?.column, found, wanted(found, rows ? rows.plural : true));
};

const highestByGroup: Reading['read'] = (found, { table }) => {
  const [rank, column] = [found.rank?.[0], found.value?.[0]];
  const group = readGroup(found.group, table);
  if (!rank || !column || !group || rank.word === 'common' || column.plural || group.by === column.word)
    return null;
  const agg = [{ ...rank, kind: 'aggregate' as const, word: rank.word === 'largest' ? 'max' : 'min' }];
  // "highest revenue by product" could mean the largest sum.
  const measure = column.column && !isAdditive(column.column) ? readMeasure({ agg, value: [column] }) : null;
  return measure && draftMeasure('group', measure, group);
};

const mostCommon: Reading['read'] = (found, { table }) => {
  const [common, value] = [found.rank?.[0], found.group?.[0]];
  if (common?.word !== 'common' || !value?.column || isMeasure(value.column)) return null;
  const rank = [{ ...common, word: 'largest' }];
  const ranked = { measure: readMeasure({ rows: rank }), group: readGroup(found.group, table) };
  return topGroups({ rank }, { ...ranked, count: wanted(found, value.plural) });
};

const byValue: Reading['read'] = (found) => {
  return topRows(found.value?.[0]?.column, found, wanted(found, found.rows?.[0]?.plural ?? true));
};

/** "employees with the highest salary": all who have it, unless a number is given. */
const holders: Reading['read'] = (found) => topRows(found.value?.[0]?.column, found, wanted(found, false));

const ranked = 'rank:superlative number:number?';
const several = 'number:number?';
const anyOpening = '(show|which|who)*';

/** Top and bottom rows, groups and values. */
export const rankingReadings: readonly Reading[] = [
  {
    pattern: wholePattern(`${opening} ${ranked} group:column per ${measurePattern}`),
    read: (found, context) => ranking(found, context, wanted(found, found.group?.[0]?.plural ?? true)),
  },
  {
    pattern: wholePattern(`${opening} ${several} group:column who? rank:superlative ${measurePattern}`),
    read: (found, context) => ranking(found, context, wanted(found, false)),
  },
  { pattern: wholePattern(`${anyOpening} ${ranked} rows:rows per value:column`), read: byValue },
  {
    pattern: wholePattern(`${opening} ${several} rows:rows who? rank:superlative value:column`),
    read: holders,
  },
  { pattern: wholePattern(`${opening} ${several} rows:rows value:column rank:superlative`), read: holders },
  { pattern: wholePattern('who rank:superlative value:column'), read: holders },
  { pattern: wholePattern('who value:column rank:superlative'), read: holders },
  { pattern: wholePattern(`${opening} ${ranked} value:column rows:rows?`), read: highest },
  { pattern: wholePattern(`who ${ranked} value:column rows:rows`), read: highest },
  {
    pattern: wholePattern(`${anyOpening} number:number rank:superlative value:column rows:rows?`),
    read: highest,
  },
  {
    pattern: wholePattern(`${opening} rank:superlative value:column per group:column`),
    read: highestByGroup,
  },
  { pattern: wholePattern(`${opening} ${ranked} group:column`), read: mostCommon },
];
