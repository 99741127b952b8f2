import { isAdditive, isMeasure } from '../column-kind.ts';
import type { Reading } from '../draft.ts';
import { groupPattern, periodGroup, readGroup } from '../group.ts';
import { type Found, opening, wholePattern } from '../item-pattern.ts';
import { draftMeasure, measurePattern, readMeasure } from '../measure.ts';

const byGroup: Reading['read'] = (found, { table }) => {
  const measure = readMeasure(found);
  const group = readGroup(found.group, table);
  const measured = (found.value ?? found.bare ?? found.distinct)?.at(-1)?.column?.name;
  // "units by revenue" is hardly meant as one group per amount.
  if ((found.group ?? []).some(({ column }) => column && isAdditive(column))) return null;
  // "employees by salary" asks for a list, and the average of sums per month is not that of the rows.
  if (found.rows && (found.group ?? []).some(({ column }) => column && isMeasure(column))) return null;
  if (group?.before.length && isAverageOfSums(found)) return null;
  const isOwnGroup = [group?.by].flat().some((name) => name === measured);
  return measure && group && !isOwnGroup
    ? draftMeasure(group.isPeriod ? 'trend' : 'group', measure, group)
    : null;
};

const overAll: Reading['read'] = (found, { isFiltered }) => {
  const measure = found.bare || found.rows ? null : readMeasure(found);
  // "how many" alone says what is counted only through its conditions.
  const isVague = found.count && found.items?.length === 1 && !isFiltered;
  return measure && !isVague ? draftMeasure('aggregate', measure, null) : null;
};

const trend: Reading['read'] = (found, { table }) => {
  const measure = readMeasure(found);
  const group = periodGroup(frequency(found), table);
  if (isAverageOfSums(found)) return null;
  return measure && !measure.several && group ? draftMeasure('trend', measure, group) : null;
};

/** "average sales per month" could mean the average of the rows or of the monthly sums. */
function isAverageOfSums({ agg, value }: Found): boolean {
  const column = value?.[0]?.column;
  return column !== undefined && isAdditive(column) && agg?.some(({ word }) => word !== 'sum') === true;
}

function frequency(found: Found): string {
  return (found.period ?? found.noun)?.[0]?.word ?? 'M';
}

/** Aggregates and counts, over all rows, per group and per period. */
export const measureReadings: readonly Reading[] = [
  { pattern: wholePattern(`${opening} items:${measurePattern}`), read: overAll },
  { pattern: wholePattern(`${opening} ${measurePattern} per ${groupPattern}`), read: byGroup },
  { pattern: wholePattern(`${opening} per ${groupPattern} ${opening} ${measurePattern}`), read: byGroup },
  { pattern: wholePattern(`${opening} period:periodic trend? ${measurePattern} trend?`), read: trend },
  {
    pattern: wholePattern(`${opening} trend (in | period:periodic)? ${measurePattern} (per noun:period)?`),
    read: trend,
  },
  { pattern: wholePattern(`${opening} ${measurePattern} trend (per noun:period)?`), read: trend },
  { pattern: wholePattern(`${opening} ${measurePattern} period:periodic trend?`), read: trend },
];
