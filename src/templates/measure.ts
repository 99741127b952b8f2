import type { Column } from '../contracts/file-description.ts';
import { isAdditive, isBoolean, isMeasure } from './column-kind.ts';
import type { Draft } from './draft.ts';
import type { Group } from './group.ts';
import type { Found } from './item-pattern.ts';
import { call, data, groups, result, type Step, set, type Value, type Variable } from './program.ts';

/** A number that a question asks for, over all rows or per group. */
export interface Measure {
  /** "mean of salary" */
  label: string;
  /** Labels of several numbers asked for at once, which make a table. */
  several: boolean;
  over(group: Group | null): Step[];
  notes: string[];
}

/** "average salary", "min and max salary", "how many rows", "rows", "how many distinct cities", or a quantity alone, which means its sum. */
export const measurePattern = `(
  agg:(aggregate (aggregate* and aggregate)?) rows? value:column rows?
  | count:count (distinct:(distinct? column) | rows)?
  | rows:rows
  | bare:column
)`;

/** What the parts of `measurePattern` caught, or null when the column can't be measured like that. */
export function readMeasure(found: Found): Measure | null {
  const column = (found.value ?? found.bare)?.[0]?.column;
  if (found.agg && column)
    return aggregate(
      column,
      found.agg.filter(({ kind }) => kind === 'aggregate').map(({ word }) => word),
    );
  if (found.distinct) {
    // "how many products" counts kinds; "how many are paid" would need to know what paid looks like.
    const asked = found.distinct.length > 1;
    const item = found.distinct.at(-1);
    return asked || item?.plural ? distinct(item?.column, asked) : null;
  }
  if (found.count || found.rows) return counting;
  return column && isAdditive(column) ? aggregate(column, ['sum']) : null;
}

/** The steps that compute a number over all rows, or the same of each group. */
function over(group: Group | null, compute: (rows: Variable) => Value): Step[] {
  if (!group) return [set(result, compute(data))];
  return [set(groups, call('grouped', [data, group.by])), set(result, compute(groups))];
}

const counting: Measure = {
  label: 'number of rows',
  several: false,
  over: (group) => over(group, (rows) => (group ? groups.method('size') : call('len', [rows]))),
  notes: [],
};

function aggregate(column: Column, functions: string[]): Measure | null {
  const several = functions.length > 1;
  // Several functions at once would call the sum of nothing 0.
  if (!isMeasure(column) || (several && functions.includes('sum') && column.nullCount > 0)) return null;
  if (new Set(functions).size !== functions.length) return null;
  const [only] = functions;
  const share = /^q(.+)$/.exec(only ?? '')?.[1];
  if (several && functions.some((name) => /^q/.test(name))) return null;
  const compute = (rows: Variable): Value => {
    if (share !== undefined) return call('quantile', [rows, column.name, Number(share)]);
    if (!several && only === 'sum') return call('total', [rows, column.name]);
    return call('aggregate', [rows, column.name, several ? functions : (only as string)]);
  };
  return {
    label: `${labelOf(functions)} of ${column.name}`,
    several,
    over: (group) => over(group, compute),
    notes: column.nullCount > 0 ? [`rows without ${column.name} left out`] : [],
  };
}

function labelOf(functions: readonly string[]): string {
  return functions
    .join(', ')
    .replace('std', 'sample standard deviation')
    .replace(/^q0\.(\d+)$/, (_, digits: string) => `${digits.padEnd(2, '0')}th percentile`);
}

function distinct(column: Column | undefined, asked: boolean): Measure | null {
  if (!column || (!asked && (isMeasure(column) || isBoolean(column)))) return null;
  return {
    label: `number of distinct ${column.name}`,
    several: false,
    over: (group) => over(group, (rows) => call('count_distinct', [rows, column.name])),
    notes: column.nullCount > 0 ? [`rows without ${column.name} left out`] : [],
  };
}

/** The draft of a measure over all rows or per group. */
export function draftMeasure(template: string, measure: Measure, group: Group | null): Draft | null {
  const { label, notes } = measure;
  if (!group) {
    return {
      template,
      what: label,
      steps: measure.over(null),
      prints: measure.several ? 'series' : 'value',
      notes,
    };
  }
  const steps = measure.over(group);
  const base = { template, what: `${label} by ${group.label}`, before: group.before, notes };
  const pair = Array.isArray(group.by);
  if (measure.several) return pair ? null : { ...base, steps, prints: 'table' };
  if (pair) {
    const named = result.method('reset_index', [], { name: label });
    return { ...base, steps: [...steps, set(result, named)], prints: 'rows' };
  }
  const usual = group.isPeriod ? 'line' : 'bar';
  return { ...base, steps, prints: 'series', chart: { names: group.label, values: label, usual } };
}
