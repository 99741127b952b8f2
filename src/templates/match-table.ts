import type { AskableTable } from './askable.ts';
import type { Context, Draft, Reading } from './draft.ts';
import { type ChartKind, drawChart } from './draw-chart.ts';
import { matchPattern } from './item-pattern.ts';
import { call, data, print, result, type Step, set, type Value } from './program.ts';
import type { Item } from './read-items.ts';
import { measureReadings } from './readings/measures.ts';
import { rankingReadings } from './readings/rankings.ts';
import { histogramReading, tableReadings } from './readings/tables.ts';
import { takeFilters } from './take-filters.ts';

/** A program that one reading of the question leads to. */
export interface Plan {
  template: string;
  understood: string;
  steps: Step[];
}

/** What makes `result` an answer; a template that says "json" has made it one itself. */
const plainResults = {
  value: call('plain', [result]),
  list: call('plain_list', [result]),
  series: call('plain_series', [result]),
  table: call('plain_table', [result]),
  rows: call('plain_rows', [result]),
  'all rows': call('plain_rows', [data]),
  json: result,
} satisfies Record<Draft['prints'], Value>;

const readings: readonly Reading[] = [...measureReadings, ...rankingReadings, ...tableReadings];

/** Every plan that these items allow for one table. */
export function matchTable(items: readonly Item[], table: AskableTable): Plan[] {
  if (table.hidden && !items.some(({ kind }) => kind === 'source')) return [];
  const charts = items.filter(({ kind }) => kind === 'chart');
  if (items.some((item, index) => isVagueSource(item, { before: items[index - 1], table }))) return [];
  const taken = takeFilters(withoutSource(items.filter(({ kind }) => kind !== 'chart')), table);
  const kind = chartKind(charts);
  if (!taken || kind === undefined) return [];
  const context: Context = { table, isFiltered: taken.filters.length > 0 };
  const possible = kind === 'histogram' ? [histogramReading] : readings;
  const conditions = taken.filters.map(({ text }) => text);
  return possible.flatMap(({ pattern, read }) => {
    const found = matchPattern(pattern, taken.rest);
    const draft = found && read(found, context);
    const drawn = draft && kind !== null ? drawChart(draft, { kind, conditions }) : null;
    if (!draft || (kind !== null && !drawn)) return [];
    return [
      {
        template: drawn && draft.template !== 'histogram' ? `${draft.template}-chart` : draft.template,
        understood: sentence(draft, { conditions, label: table.label, drawn: drawn?.text }),
        steps: [
          set(data, table.load),
          ...distinctSteps([...taken.filters.flatMap(({ before }) => before), ...(draft.before ?? [])]),
          ...taken.filters.flatMap(({ steps }) => steps),
          ...draft.steps,
          ...(drawn?.steps ?? []),
          print(plainResults[draft.prints]),
        ],
      },
    ];
  });
}

/** The file or sheet was named, with or without "in" before it; the table already is that one. */
function withoutSource(items: readonly Item[]): Item[] {
  return items.filter(
    ({ kind }, index) => kind !== 'source' && !(kind === 'in' && items[index + 1]?.kind === 'source'),
  );
}

/** "employees" is also the name of employees.csv, but means the file only after "in", "from" or "describe". */
function isVagueSource(
  item: Item,
  { before, table }: { before: Item | undefined; table: AskableTable },
): boolean {
  return (
    item.kind === 'source' &&
    item.text !== table.fileName.toLowerCase() &&
    before?.kind !== 'in' &&
    before?.kind !== 'describe'
  );
}

/** The chart that was asked for, null for none; undefined when two different kinds were. */
function chartKind(charts: readonly Item[]): ChartKind | null | undefined {
  const kinds = new Set(charts.map(({ word }) => word as ChartKind));
  if (kinds.size > 1) kinds.delete('any');
  if (kinds.size > 1) return undefined;
  return [...kinds][0] ?? null;
}

function distinctSteps(steps: readonly Step[]): Step[] {
  return [...new Map(steps.map((step) => [JSON.stringify(step), step])).values()];
}

function sentence(
  draft: Draft,
  { conditions, label, drawn }: { conditions: string[]; label: string; drawn: string | undefined },
): string {
  const where = conditions.length > 0 ? `, where ${conditions.join(' and ')}` : '';
  const notes = draft.notes?.length ? ` (${draft.notes.join('; ')})` : '';
  return `${draft.what}${where}, from ${label}${notes}${drawn ? `, ${drawn}` : ''}`;
}
