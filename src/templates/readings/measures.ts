import { isAdditive, isMeasure } from '../column-kind.ts';
import type { Found, Reading } from '../draft.ts';
import { groupPattern, periodGroup, readGroup } from '../group.ts';
import { draftMeasure, measurePattern, readMeasure } from '../measure.ts';

const byGroup: Reading['read'] = (found, { scope }) => {
  const measure = readMeasure(found);
  const group = readGroup(found.group, scope);
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

const trend: Reading['read'] = (found, { scope }) => {
  const measure = readMeasure(found);
  const group = periodGroup(frequency(found), scope);
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
  { pattern: new RegExp(`^[sw]*(?<items>${measurePattern})$`), read: overAll },
  { pattern: new RegExp(`^[sw]*${measurePattern}B${groupPattern}$`), read: byGroup },
  { pattern: new RegExp(`^[sw]*B${groupPattern}[sw]*${measurePattern}$`), read: byGroup },
  { pattern: new RegExp(`^[sw]*(?<period>T)L?${measurePattern}L?$`), read: trend },
  { pattern: new RegExp(`^[sw]*L(?:I|(?<period>T))?${measurePattern}(?:B(?<noun>t))?$`), read: trend },
  { pattern: new RegExp(`^[sw]*${measurePattern}L(?:B(?<noun>t))?$`), read: trend },
  { pattern: new RegExp(`^[sw]*${measurePattern}(?<period>T)L?$`), read: trend },
];
