import type { Column } from '../contracts/file-description.ts';
import type { AskableTable } from './askable.ts';
import { isBoolean, isDate, isDateText, isEventDate, isNumeric, isText } from './column-kind.ts';
import { matchLength, startPattern } from './item-pattern.ts';
import { type Call, call, data, type Step, set } from './program.ts';
import type { Item } from './read-items.ts';

export interface Filter {
  /** Column of an equality; two different values for one column can't both hold. */
  equals: string | null;
  text: string;
  /** Steps that must come before any row is left out. */
  before: Step[];
  steps: Step[];
}

interface Rule {
  /** Of the items after a link such as "with"; there must be one when `linked`. */
  pattern: RegExp;
  linked: boolean;
  read(items: readonly Item[], table: AskableTable): Filter | null;
}

const comparisons: Record<string, { rows: string; text: string }> = {
  '>': { rows: 'rows_above', text: 'above' },
  '>=': { rows: 'rows_at_least', text: 'at least' },
  '<': { rows: 'rows_below', text: 'below' },
  '<=': { rows: 'rows_at_most', text: 'at most' },
  '==': { rows: 'rows_equal', text: '=' },
};

const firstLink = startPattern('(who|in)*');
const furtherLink = startPattern('and? (who|in)* rows? who*');

const rules: readonly Rule[] = [
  {
    pattern: startPattern('column comparison number !(column|rows|number|value|name|comparison)'),
    linked: true,
    read: ([column, sign, number]) => compare(column?.column, sign?.word ?? '', number?.number),
  },
  {
    pattern: startPattern('column between number and number'),
    linked: true,
    read: ([column, , low, , high]) => between(column?.column, low?.number, high?.number),
  },
  {
    pattern: startPattern('column comparison value'),
    linked: true,
    read: ([column, sign, value]) => (sign?.word === '==' ? sameColumn(column, value) : null),
  },
  {
    pattern: startPattern('column comparison name'),
    linked: true,
    read: ([column, sign, value]) => (sign?.word === '==' ? textEqual(column?.column, value) : null),
  },
  {
    pattern: startPattern('value column'),
    linked: false,
    read: ([value, column]) => sameColumn(column, value),
  },
  {
    pattern: startPattern('column value'),
    linked: true,
    read: ([column, value]) => sameColumn(column, value),
  },
  { pattern: startPattern('value'), linked: false, read: ([value]) => sameColumn(value, value) },
  {
    pattern: startPattern('column name'),
    linked: true,
    read: ([column, value]) => textEqual(column?.column, value),
  },
  {
    pattern: startPattern('column number !(column|rows|number|comparison)'),
    linked: true,
    read: ([column, number]) => compare(column?.column, '==', number?.number),
  },
  {
    pattern: startPattern('name column'),
    linked: true,
    read: ([value, column]) => textEqual(column?.column, value),
  },
  { pattern: startPattern('name'), linked: true, read: ([value], table) => lookUp(value, table) },
  {
    pattern: startPattern('number !(column|rows|number|superlative|comparison)'),
    linked: true,
    read: ([number], table) => inYear(number?.number, table),
  },
  { pattern: startPattern('column &(rows)'), linked: false, read: ([column]) => isTrue(column?.column) },
];

/** Splits the conditions on rows from the rest; null when two of them contradict each other. */
export function takeFilters(
  items: readonly Item[],
  table: AskableTable,
): { filters: Filter[]; rest: Item[] } | null {
  const filters: Filter[] = [];
  const rest: Item[] = [];
  let afterFilter = false;
  for (let index = 0; index < items.length; ) {
    const taken = filterAt(items.slice(index), { before: rest.at(-1), afterFilter, table });
    if (taken) filters.push(taken.filter);
    else rest.push(items[index] as Item);
    afterFilter = taken !== null;
    index += taken?.length ?? 1;
  }
  const columns = filters.flatMap(({ equals }) => (equals === null ? [] : [equals]));
  return new Set(columns).size === columns.length ? { filters, rest } : null;
}

interface Place {
  before: Item | undefined;
  afterFilter: boolean;
  table: AskableTable;
}

function filterAt(items: readonly Item[], place: Place): { filter: Filter; length: number } | null {
  const link = matchLength(place.afterFilter ? furtherLink : firstLink, items) ?? 0;
  const linkedItems = items.slice(link);
  // "average salary above 50": without a link the column may belong to what is asked, not to a condition.
  const linked = link > 0 || (!place.afterFilter && (!place.before || place.before.kind === 'rows'));
  for (const rule of rules) {
    const length = matchLength(rule.pattern, linkedItems);
    if (length === null || (rule.linked && !linked)) continue;
    const filter = rule.read(linkedItems, place.table);
    if (filter) return { filter, length: link + length };
  }
  return null;
}

function made(text: string, rows: Call, more: Partial<Filter> = {}): Filter {
  return { equals: null, text, before: [], steps: [set(data, rows)], ...more };
}

function compare(column: Column | undefined, sign: string, value: number | undefined): Filter | null {
  const comparison = comparisons[sign];
  if (!column || !isNumeric(column) || !comparison || value === undefined) return null;
  const equals = sign === '==' ? column.name : null;
  const rows = call(comparison.rows, [data, column.name, value]);
  return made(`${column.name} ${comparison.text} ${value}`, rows, { equals });
}

function between(
  column: Column | undefined,
  low: number | undefined,
  high: number | undefined,
): Filter | null {
  if (!column || !isNumeric(column) || low === undefined || high === undefined || low > high) return null;
  return made(
    `${column.name} from ${low} to ${high}`,
    call('rows_between', [data, column.name], { low, high }),
  );
}

function sameColumn(column: Item | undefined, value: Item | undefined): Filter | null {
  const name = value?.column?.name;
  if (name === undefined || column?.column?.name !== name) return null;
  const rows = call('rows_equal', [data, name, value?.word as string]);
  return made(`${name} = ${value?.word}`, rows, { equals: name });
}

function textEqual(column: Column | undefined, value: Item | undefined): Filter | null {
  if (!column || !value || !isText(column)) return null;
  const rows = call('rows_with_text', [data, column.name, value.word.toLowerCase()]);
  return made(`${column.name} = ${value.word}`, rows, { equals: column.name });
}

/** Which column holds the value is found out when the program runs; more than one, or none, ends it. */
function lookUp(value: Item | undefined, table: AskableTable): Filter | null {
  const names = table.columns
    .filter((column) => isText(column) && !isDateText(column))
    .map(({ name }) => name);
  if (!value || names.length === 0 || table.omittedColumns > 0) return null;
  const rows = call('rows_holding', [data, names, value.word.toLowerCase()]);
  return made(`one column has the value ${value.word}`, rows, { equals: '' });
}

function inYear(year: number | undefined, table: AskableTable): Filter | null {
  if (year === undefined || !Number.isInteger(year) || year < 1900 || year > 2100) return null;
  const named = table.columns.filter((column) => column.name.toLowerCase() === 'year' && isNumeric(column));
  const dates = table.columns.filter(isDate);
  if (named.length + dates.length !== 1 || dates.some((date) => !isEventDate(date, table))) return null;
  if (named[0]) return compare(named[0], '==', year);
  const column = dates[0] as Column;
  const before = isDateText(column) ? [set(data, call('with_dates', [data, column.name]))] : [];
  const rows = call('rows_of_year', [data, column.name, year]);
  return made(`${column.name} in ${year}`, rows, { equals: column.name, before });
}

function isTrue(column: Column | undefined): Filter | null {
  if (!column || !isBoolean(column)) return null;
  const rows = call('rows_equal', [data, column.name, true]);
  return made(`${column.name} is true`, rows, { equals: column.name });
}
