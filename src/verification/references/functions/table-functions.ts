import { type Call, givenValue, type NamedFunction, type Row } from '../calls.ts';
import { treeTable } from '../files/read-key.ts';
import { concatFunction, mergeFunction } from '../tables/joining-methods.ts';
import { meltTable, pivotFunction } from '../tables/reshaping-methods.ts';
import { copyOf, makeTable, openTable, unionOf } from '../values/make-table.ts';
import { knownTexts, type Table, unknown, type Value } from '../values/value.ts';

const oneColumn: NamedFunction = (_, call) => {
  const [value] = call.positional;
  return value?.kind === 'column' || value?.kind === 'table' ? value : unknown;
};

/** Functions of pandas that make tables of values. */
export const tableFunctions: readonly Row<NamedFunction>[] = [
  ['pandas.DataFrame', (_, call) => frameOf(call)],
  ['pandas.json_normalize', (_, call) => normalised(call)],
  ['pandas.merge', (_, call) => mergeFunction(call)],
  ['pandas.concat', (_, call) => concatFunction(call)],
  ['pandas.pivot_table', (_, call) => pivotFunction(call)],
  ['pandas.melt', (_, call) => onTable(call, meltTable)],
  [
    `pandas.to_datetime pandas.to_numeric pandas.to_timedelta pandas.cut pandas.qcut pandas.isna pandas.notna`,
    oneColumn,
  ],
];

function onTable(call: Call, method: (table: Table, call: Call) => Value): Value {
  const table = givenValue(call, 0, 'frame');
  return table?.kind === 'table' ? method(table, call) : unknown;
}

/** `pd.DataFrame(data, columns=[…])`. */
function frameOf(call: Call): Value {
  const data = givenValue(call, 0, 'data');
  const names = knownTexts(givenValue(call, 2, 'columns'));
  const table = call.spread || hasNamedIndex(call) ? openTable() : dataTable(data);
  if (names !== undefined && !hasNamedIndex(call))
    return data?.kind === 'table' ? copyOf(table, { columns: new Set(names) }) : makeTable(names);
  return givenValue(call, 2, 'columns') === undefined ? table : openTable();
}

/** An index that is not a plain list may have names, which count like columns. */
function hasNamedIndex(call: Call): boolean {
  const index = givenValue(call, 1, 'index');
  return index !== undefined && index.kind !== 'list';
}

function dataTable(data: Value | undefined): Table {
  if (data === undefined) return makeTable([]);
  if (data.kind === 'table') return copyOf(data);
  if (data.kind === 'tree') return treeTable(data, false);
  if (data.kind === 'dict') return data.open ? openTable() : makeTable(data.entries.keys());
  if (data.kind !== 'list' || data.items.length === 0) return openTable();
  const rows = data.items.map((item) =>
    item.kind === 'dict' && !item.open ? makeTable(item.entries.keys()) : openTable(),
  );
  return unionOf(rows);
}

function normalised(call: Call): Value {
  const data = givenValue(call, 0, 'data');
  const isPlain = call.positional.length === 1 && [...call.keywords.keys()].every((name) => name === 'data');
  return data?.kind === 'tree' && isPlain && !call.spread ? treeTable(data, true) : openTable();
}
