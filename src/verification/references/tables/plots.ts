import { argument, type Call } from '../calls.ts';
import { type Table, unknown, type Value } from '../values/value.ts';
import { readColumns } from './read-columns.ts';

/** `df.plot(x='a', y='b')` and `df.plot.bar(x='a', y='b')`. */
export function plotTable(table: Table, name: string, call: Call): Value {
  const first = name === 'plot' ? null : 0;
  for (const [position, parameter] of [
    [first, 'x'],
    [first === null ? null : 1, 'y'],
  ] as const) {
    const given = argument(call, position, parameter);
    if (given !== undefined) readColumns(call.session, table, { ...given, orIndex: true });
  }
  return unknown;
}

const chartParameters = [
  'x',
  'y',
  'hue',
  'color',
  'size',
  'symbol',
  'facet_col',
  'facet_row',
  'names',
  'values',
  'style',
  'col',
  'row',
  'hover_name',
  'text',
  'path',
  'line_group',
];
/** Parameters that take a column or something else, such as the name of a colour. */
const ambiguous = new Set(['color', 'style', 'size', 'text']);

/** Charts of seaborn and plotly express, which take the table as `data` or `data_frame` and columns by name. */
export function chartOf(path: string, call: Call): Value {
  const isSeaborn = path.startsWith('seaborn.');
  const data = call.keywords.get(isSeaborn ? 'data' : 'data_frame') ?? call.positional[0];
  if (data?.kind !== 'table' || call.spread) return unknown;
  for (const name of chartParameters) {
    const given = argument(call, null, name);
    if (given === undefined || ambiguous.has(name)) continue;
    const isName = isSeaborn
      ? given.value.kind === 'text'
      : given.value.kind === 'text' || name === 'path' || name === 'y';
    if (isName) readColumns(call.session, data, { ...given, orIndex: true });
  }
  return unknown;
}
