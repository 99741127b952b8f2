import { textOf } from '../../program/source-text.ts';
import { argument, byName, type Call, givenValue, isFalse, isTrue, type Method, type Row } from '../calls.ts';
import { addColumns, copyOf, openTable } from '../values/make-table.ts';
import {
  column,
  knownText,
  knownTexts,
  nothing,
  sequence,
  type Table,
  textValue,
  unknown,
  type Value,
} from '../values/value.ts';
import { changingMethods } from './changing-methods.ts';
import { joiningMethods } from './joining-methods.ts';
import { plotTable } from './plots.ts';
import { type Parameter, readArgumentColumns, readColumns, readQueryText } from './read-columns.ts';
import { reshapingMethods } from './reshaping-methods.ts';

/** Methods that leave the names as they are, with the parameters that name columns. */
const keeping: readonly Row<readonly Parameter[]>[] = [
  ['sort_values', [[0, 'by']]],
  ['dropna', [[null, 'subset']]],
  ['drop_duplicates', [[0, 'subset']]],
  ['nlargest nsmallest', [[1, 'columns']]],
  ['explode', [[0, 'column']]],
  [
    `copy head tail sample sort_index fillna replace round abs clip interpolate ffill bfill convert_dtypes
     infer_objects truncate shift diff pct_change cumsum cumprod cummax cummin mask where rank isna isnull notna
     notnull select_dtypes map applymap take between_time at_time tz_localize tz_convert asfreq isin add sub mul
     div truediv mod pow eq ne lt le gt ge corr cov describe tail first last`,
    [],
  ],
];

const rows = keeping.map(
  ([names, parameters]): Row<Method<Table>> => [
    names,
    readAnd(parameters, (table, call) => (isTrue(call, 'inplace') ? nothing : copyOf(table))),
  ],
);

const known = byName<Method<Table>>([
  ...rows,
  ...changingMethods,
  ...reshapingMethods,
  ...joiningMethods,
  ['duplicated', readAnd([[0, 'subset']], () => column(null))],
  ['value_counts', readAnd([[0, 'subset']], countsOfRows)],
  [
    'boxplot hist',
    readAnd(
      [
        [0, 'column'],
        [1, 'by'],
      ],
      () => unknown,
    ),
  ],
  ['to_csv to_excel', readWritten],
  ['plot', (table, call) => plotTable(table, 'plot', call)],
  ['groupby', groupRows],
  ['query', queryRows],
  ['eval', evaluateText],
  ['apply', applyToTable],
  [
    'pipe',
    (table, call) =>
      call.session.apply(call.positional[0] ?? unknown, [copyOf(table), ...call.positional.slice(1)]),
  ],
  ['iterrows', (table) => sequence([sequence([unknown, copyOf(table)])], false)],
  ['filter', filterColumns],
  ['get', () => unknown],
  ['astype', castColumns],
]);

/** The result of a method of a data frame; undefined for what is not a method of it. */
export function tableMethod(table: Table, name: string, call: Call): Value | undefined {
  return known.get(name)?.(table, call);
}

function readAnd(parameters: readonly Parameter[], result: Method<Table>): Method<Table> {
  return (table, call) => {
    readArgumentColumns(call, table, parameters);
    return result(table, call);
  };
}

function readWritten(table: Table, call: Call): Value {
  const given = argument(call, null, 'columns');
  if (given !== undefined) readColumns(call.session, table, given);
  return unknown;
}

function countsOfRows(table: Table, call: Call): Value {
  const names = knownTexts(givenValue(call, 0, 'subset'));
  return column(isTrue(call, 'normalize') ? 'proportion' : 'count', names ?? table.columns);
}

function groupRows(table: Table, call: Call): Value {
  const by = argument(call, 0, 'by');
  if (by !== undefined && !isLabelPerRow(by.value))
    readColumns(call.session, table, { ...by, orIndex: true });
  const keys = by === undefined ? undefined : keyNames(by.value);
  const asIndex = !isFalse(call, 'as_index') && !call.spread;
  const isPlain = call.keywords.has('level') || call.spread ? undefined : keys;
  return { kind: 'groups', table: copyOf(table), keys: isPlain ?? null, asIndex, chosen: null };
}

/** A list that repeats itself gives a group to each row instead of naming columns. */
function isLabelPerRow(value: Value): boolean {
  const names = value.kind === 'list' ? (knownTexts(value) ?? []) : [];
  return new Set(names).size < names.length;
}

function keyNames(value: Value): string[] | undefined {
  if (value.kind === 'column') return value.name === null ? undefined : [value.name];
  if (value.kind !== 'list') return knownTexts(value);
  const names = value.items.map((item) =>
    item.kind === 'column' ? (item.name ?? undefined) : knownText(item),
  );
  return names.every((name) => name !== undefined) ? names : undefined;
}

function queryRows(table: Table, call: Call): Value {
  readQueryText(table, call);
  return isTrue(call, 'inplace') ? nothing : copyOf(table);
}

/** `df.eval('total = price * amount')` makes a column. */
function evaluateText(table: Table, call: Call): Value {
  const text = knownText(givenValue(call, 0, 'expr'));
  if (text === undefined) return unknown;
  const made = [...text.matchAll(/^\s*(\w+)\s*=(?!=)/gm)].map((match) => match[1] as string);
  if (made.length === 0) return unknown;
  if (!isTrue(call, 'inplace')) {
    const result = copyOf(table);
    addColumns(result, made);
    return result;
  }
  addColumns(table, made);
  return nothing;
}

/** `df.apply(lambda row: row['x'], axis=1)` runs the function on a row, without `axis` on a column. */
function applyToTable(table: Table, call: Call): Value {
  const [callee] = call.positional;
  const axis = givenValue(call, 1, 'axis');
  const isRows = (axis?.kind === 'number' && axis.value === 1) || knownText(axis) === 'columns';
  if (callee?.kind !== 'function') return isRows ? column(null) : unknown;
  const [extra] = [call.keywords.has('args')];
  if (!extra) call.session.apply(callee, [isRows ? copyOf(table) : column(null)]);
  if (isRows) return call.keywords.has('result_type') ? openTable() : unknown;
  return unknown;
}

function filterColumns(table: Table, call: Call): Value {
  const given = argument(call, 0, 'items');
  for (const name of knownTexts(given?.value) ?? []) call.session.tested.add(name);
  return copyOf(table);
}

/** `astype({'x': int})` insists on its columns. */
function castColumns(table: Table, call: Call): Value {
  const given = argument(call, 0, 'dtype');
  if (given?.value.kind === 'dict' && !isIgnoring(call)) {
    readColumns(call.session, table, {
      value: sequence([...given.value.entries.keys()].map(textValue)),
      node: given.node,
    });
  }
  return copyOf(table);
}

function isIgnoring(call: Call): boolean {
  const errors = call.written.keywords.get('errors');
  return errors !== undefined && !/raise/.test(textOf(call.session.program.source, errors));
}
