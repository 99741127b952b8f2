import type { Column } from '../contracts/file-description.ts';
import type { AskableTable } from './askable.ts';
import { isDate, isDateText, isEventDate } from './column-kind.ts';
import { call, data, type Step, set } from './program.ts';
import type { Item } from './read-items.ts';

export interface Group {
  /** The column's name, or both names. */
  by: string | string[];
  label: string;
  isPeriod: boolean;
  /** Makes the column when it is a period of a date. */
  before: Step[];
}

/** "by region and month", "by region, city", "by order date month". */
export const groupPattern = 'group:((column|period) (and? (column|period))?)';

const periodNames: Record<string, string> = { M: 'month', Y: 'year', W: 'week', Q: 'quarter' };

/** One or two columns or periods; null when the table has no date column for a period, or more than one. */
export function readGroup(items: readonly Item[] | undefined, table: AskableTable): Group | null {
  const columns = items ?? [];
  const [date, period] = [...columns].sort((a) => (a.kind === 'column' ? -1 : 1));
  if (columns.length === 2 && date?.column && isDate(date.column) && period?.kind === 'period') {
    return periodOf(date.column, { frequency: period.word, table });
  }
  // "per year of age": without "and" a period belongs to the column beside it.
  if (columns.length === 2 && columns.some(({ kind }) => kind === 'period')) return null;
  // "by category product": only a comma or "and" makes two groups.
  if (columns.length === 2 && !columns[0]?.comma) return null;
  const groups = columns.filter(({ kind }) => kind !== 'and').map((item) => single(item, table));
  const [first, second] = groups;
  if (!first || second === undefined) return first ?? null;
  if (!second || first.by === second.by || (first.isPeriod && second.isPeriod)) return null;
  return {
    by: [first.by as string, second.by as string],
    label: `${first.label} and ${second.label}`,
    isPeriod: false,
    before: [...first.before, ...second.before],
  };
}

/** The period of the only date column, which must be the rows' own; "M", "Y", "W" or "Q". */
export function periodGroup(frequency: string, table: AskableTable): Group | null {
  const dates = table.columns.filter(isDate);
  const [date] = dates;
  if (!date || dates.length > 1 || table.omittedColumns > 0 || !isEventDate(date, table)) return null;
  return periodOf(date, { frequency, table });
}

function periodOf(
  date: Column,
  { frequency, table }: { frequency: string; table: AskableTable },
): Group | null {
  const name = periodNames[frequency];
  if (name === undefined) return null;
  const column = table.columns.some((other) => other.name === name) ? `${name} of ${date.name}` : name;
  const parse = isDateText(date) ? [set(data, call('with_dates', [data, date.name]))] : [];
  const period = call('with_period', [data, date.name], { frequency, name: column });
  return {
    by: column,
    label: `${name} of ${date.name}`,
    isPeriod: true,
    before: [...parse, set(data, period)],
  };
}

function single(item: Item, table: AskableTable): Group | null {
  if (item.kind === 'period') return periodGroup(item.word, table);
  const column = item.column as Column;
  return { by: column.name, label: column.name, isPeriod: false, before: [] };
}
