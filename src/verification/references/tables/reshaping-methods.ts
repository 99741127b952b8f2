import { argument, type Call, givenValue, type Method, type Row } from '../calls.ts';
import { copyOf, openTable } from '../values/make-table.ts';
import { knownText, knownTexts, type Table, unknown, type Value } from '../values/value.ts';
import { type Parameter, readArgumentColumns, readColumns } from './read-columns.ts';

export const reshapingMethods: readonly Row<Method<Table>>[] = [
  ['melt', meltTable],
  [
    'pivot_table',
    pivot([
      [0, 'values'],
      [1, 'index'],
      [2, 'columns'],
    ]),
  ],
  [
    'pivot',
    pivot([
      [null, 'values'],
      [null, 'index'],
      [null, 'columns'],
    ]),
  ],
  ['agg aggregate', aggregateTable],
  ['set_flags', (table) => copyOf(table)],
  ['resample rolling expanding ewm', resampleTable],
  ['to_frame', (table) => copyOf(table)],
];

/** `pd.melt(df, …)` and `df.melt(…)`. */
export function meltTable(table: Table, call: Call): Value {
  const shift = call.positional[0] === table ? 1 : 0;
  readArgumentColumns(call, table, [
    [shift, 'id_vars'],
    [shift + 1, 'value_vars'],
  ]);
  const given = givenValue(call, shift, 'id_vars');
  const kept = given === undefined ? [] : knownTexts(given);
  const names = [
    namedBy(call, { at: shift + 2, name: 'var_name', fallback: 'variable' }),
    namedBy(call, { at: shift + 3, name: 'value_name', fallback: 'value' }),
  ];
  const isKnown = kept !== undefined && names.every((name) => name !== undefined) && !call.spread;
  return isKnown
    ? copyOf(table, { columns: new Set([...kept, ...(names as string[])]), index: new Set(), open: false })
    : openTable();
}

function namedBy(
  call: Call,
  { at, name, fallback }: { at: number; name: string; fallback: string },
): string | undefined {
  const given = givenValue(call, at, name);
  return given === undefined ? fallback : knownText(given);
}

/** The columns of a pivoted table are values of the data, which nobody knows here. */
function pivot(parameters: readonly Parameter[]): Method<Table> {
  return (table, call) => {
    readArgumentColumns(call, table, parameters);
    return pivoted(table, call);
  };
}

/** `pd.pivot_table(df, …)`. */
export function pivotFunction(call: Call): Value {
  const table = givenValue(call, 0, 'data');
  if (table?.kind !== 'table') return unknown;
  readArgumentColumns(call, table, [
    [1, 'values'],
    [2, 'index'],
    [3, 'columns'],
  ]);
  return pivoted(table, call);
}

function pivoted(table: Table, call: Call): Value {
  const index = knownTexts(call.keywords.get('index'));
  const values = knownTexts(call.keywords.get('values'));
  const isFlat = !call.keywords.has('columns') && call.positional.length === 0 && !call.spread;
  const margins = call.keywords.has('margins');
  const aggregate = call.keywords.get('aggfunc');
  const isSingle = aggregate === undefined || aggregate.kind === 'text' || aggregate.kind === 'name';
  if (!isFlat || !isSingle || margins || index === undefined || values === undefined) return openTable();
  return copyOf(table, { columns: new Set(values), index: new Set(index) });
}

/** `df.agg({'x': 'sum'})` reads its keys. */
function aggregateTable(table: Table, call: Call): Value {
  readAggregated(table, call);
  return unknown;
}

export function readAggregated(table: Table, call: Call): void {
  const given = argument(call, 0, 'func');
  if (given?.value.kind !== 'dict') return;
  for (const name of given.value.entries.keys()) {
    readColumns(call.session, table, {
      value: { kind: 'text', text: name },
      node: keyNode(given.node, name, call),
    });
  }
}

function keyNode(node: Call['node'], name: string, { session }: Call): Call['node'] {
  const pair = node.children.find((child) => {
    const [key] = child.children;
    const value = child.type === 'pair' && key !== undefined ? session.evaluate(key) : undefined;
    return knownText(value) === name;
  });
  return pair?.children[0] ?? node;
}

function resampleTable(table: Table, call: Call): Value {
  readArgumentColumns(call, table, [[null, 'on']]);
  return { kind: 'groups', table: copyOf(table), keys: null, asIndex: true, chosen: null };
}
