import type { Column } from '../../contracts/file-description.ts';
import type { AskableTable } from '../askable.ts';
import { isMeasure, isNumeric } from '../column-kind.ts';
import type { Draft, Reading } from '../draft.ts';
import { opening, wholePattern } from '../item-pattern.ts';
import { call, data, groups, result, set } from '../program.ts';

const list: Reading['read'] = (_found, { isFiltered }) =>
  isFiltered ? { template: 'rows', what: 'rows', steps: [], prints: 'all rows' } : null;

const sort: Reading['read'] = (found) => {
  const column = found.value?.[0]?.column;
  const ascending = found.direction?.[0]?.word !== 'desc';
  if (!column) return null;
  return {
    template: 'sort',
    what: `rows sorted by ${column.name}, ${ascending ? 'ascending' : 'descending'}`,
    steps: [set(result, call('sorted_rows', [data, column.name], { ascending }))],
    prints: 'rows',
  };
};

const distinct: Reading['read'] = (found, { table }) => {
  const item = found.value?.[0];
  const column = item?.column;
  // "which departments are there" asks for values; "what is the salary" does not.
  const asksForValues = found.distinct || (item?.plural && column && isRepeating(column, table));
  if (!column || !asksForValues) return null;
  return {
    template: 'distinct-values',
    what: `distinct values of ${column.name}`,
    steps: [set(result, call('distinct_values', [data, column.name]))],
    prints: 'list',
    notes: column.nullCount > 0 ? [`rows without ${column.name} left out`] : [],
  };
};

function isRepeating(column: Column, table: AskableTable): boolean {
  return !isNumeric(column) && column.distinctCount !== undefined && column.distinctCount < table.rowCount;
}

const describe: Reading['read'] = (found) => {
  const column = found.value?.[0]?.column;
  const group = found.group?.[0]?.column;
  if (group) {
    if (!column || !isMeasure(column) || group.name === column.name) return null;
    const steps = [
      set(groups, call('grouped', [data, group.name])),
      set(result, call('statistics_by_group', [groups, column.name])),
    ];
    const what = `summary statistics of ${column.name} by ${group.name}`;
    return { template: 'describe', what, steps, prints: 'table' };
  }
  const described = column ? call('only_columns', [data, [column.name]]) : data;
  const what = `summary statistics of ${column?.name ?? 'every column'}`;
  return { template: 'describe', what, steps: [set(result, call('summaries', [described]))], prints: 'json' };
};

const correlation: Reading['read'] = (found, { table }) => {
  const [first, second] = [found.first?.[0]?.column, found.second?.[0]?.column];
  if (first && second) {
    if (first.name === second.name || !isMeasure(first) || !isMeasure(second)) return null;
    const steps = [set(result, call('correlation', [data, first.name, second.name]))];
    return {
      template: 'correlation',
      what: `correlation of ${first.name} and ${second.name}`,
      steps,
      prints: 'value',
    };
  }
  const names = table.columns.filter(isMeasure).map(({ name }) => name);
  if (names.length < 2 || table.omittedColumns > 0) return null;
  return {
    template: 'correlation',
    what: `correlations of ${names.join(', ')}`,
    steps: [set(result, call('correlations', [data, names]))],
    prints: 'table',
  };
};

const missing: Reading['read'] = (found) => {
  const column = found.value?.[0]?.column;
  if (!column)
    return {
      template: 'missing-values',
      what: 'missing values per column',
      steps: [set(result, call('count_missing', [data]))],
      prints: 'series',
    };
  const steps = [set(result, call('count_missing_in', [data, column.name]))];
  return { template: 'missing-values', what: `missing values of ${column.name}`, steps, prints: 'value' };
};

const duplicates: Reading['read'] = (found) => {
  const column = found.value?.[0]?.column;
  const base = { template: 'duplicates' };
  if (column && !found.count) {
    const steps = [set(result, call('repeated_values', [data, column.name]))];
    return {
      ...base,
      what: `values of ${column.name} that occur more than once, with their number`,
      steps,
      prints: 'series',
    };
  }
  if (column) return null;
  return found.count
    ? {
        ...base,
        what: 'number of rows that repeat an earlier row in full',
        steps: [set(result, call('count_repeated_rows', [data]))],
        prints: 'value',
      }
    : {
        ...base,
        what: 'rows that occur more than once in full',
        steps: [set(result, call('repeated_rows', [data]))],
        prints: 'rows',
      };
};

/** Rows, values and facts about a table that need no grouping. */
export const tableReadings: readonly Reading[] = [
  { pattern: wholePattern(`${opening} rows`), read: list },
  {
    pattern: wholePattern(`(${opening} rows)? sort rows? per value:column direction:direction?`),
    read: sort,
  },
  { pattern: wholePattern(`${opening} distinct:distinct value:column`), read: distinct },
  { pattern: wholePattern('(show|which)+ value:column'), read: distinct },
  { pattern: wholePattern(`${opening} describe rows?`), read: describe },
  { pattern: wholePattern(`${opening} describe in? value:column (per group:column)?`), read: describe },
  {
    pattern: wholePattern(`${opening} correlation in? between? first:column and? second:column`),
    read: correlation,
  },
  { pattern: wholePattern(`${opening} correlation in? between? rows?`), read: correlation },
  { pattern: wholePattern(`${opening} count? missing (in rows)?`), read: missing },
  { pattern: wholePattern(`${opening} count? missing in? value:column`), read: missing },
  { pattern: wholePattern(`${opening} count:count? duplicates (in rows)?`), read: duplicates },
  { pattern: wholePattern(`${opening} count:count? duplicates in? value:column`), read: duplicates },
];

/** "histogram of salary": the only chart of the rows themselves; it prints the bins it draws. */
export const histogramReading: Reading = {
  pattern: wholePattern(`${opening} value:column`),
  read: (found) => {
    const column = found.value?.[0]?.column;
    if (!column || !isMeasure(column)) return null;
    const draft: Draft = {
      template: 'histogram',
      what: `histogram of ${column.name} in 20 bins`,
      steps: [],
      prints: 'json',
      chart: { names: 'rows', values: column.name, usual: 'bar' },
      notes: column.nullCount > 0 ? [`rows without ${column.name} left out`] : [],
    };
    return draft;
  },
};
