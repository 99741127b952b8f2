import { argument, type Call, givenValue, type Method, type Row } from '../calls.ts';
import { makeTable, openTable, unionOf } from '../values/make-table.ts';
import { column, knownText, type Table, unknown, type Value } from '../values/value.ts';
import { readColumns } from './read-columns.ts';

export const joiningMethods: readonly Row<Method<Table>>[] = [
  [
    'merge',
    (table, call) => mergeTables([table, asTable(call.positional[0] ?? call.keywords.get('right'))], call, 1),
  ],
  ['join', joinTables],
  ['combine_first append', (table, call) => unionOf([table, asTable(call.positional[0] ?? unknown)])],
];

/** `pd.merge(left, right, …)`. */
export function mergeFunction(call: Call): Value {
  const left = asTable(givenValue(call, 0, 'left'));
  const right = asTable(givenValue(call, 1, 'right'));
  return mergeTables([left, right], call, 2);
}

/** `pd.concat([a, b])`: any name of any of them. */
export function concatFunction(call: Call): Value {
  const given = givenValue(call, 0, 'objs');
  const items =
    given?.kind === 'dict' && !given.open
      ? [...given.entries.values()]
      : given?.kind === 'list'
        ? given.items
        : [];
  if (items.length === 0 || call.spread) return unknown;
  if (call.keywords.has('keys') && call.keywords.has('axis')) return unknown;
  if (items.every((item) => item.kind === 'column'))
    return concatColumns(
      items.map((item) => (item.kind === 'column' ? item.name : null)),
      call,
    );
  const tables = items.map((item) =>
    item.kind === 'column' && item.name !== null ? makeTable([item.name]) : item,
  );
  if (!tables.every((item) => item.kind === 'table')) return unknown;
  return unionOf(tables as Table[]);
}

function concatColumns(names: (string | null)[], call: Call): Value {
  const axis = call.keywords.get('axis') ?? call.positional[1];
  const isAcross = (axis?.kind === 'number' && axis.value === 1) || knownText(axis) === 'columns';
  if (!isAcross) return column(null);
  return call.keywords.has('keys') || names.includes(null) ? openTable() : makeTable(names as string[]);
}

function asTable(value: Value | undefined): Table {
  if (value?.kind === 'table') return value;
  return value?.kind === 'column' && value.name !== null
    ? { ...makeTable([value.name]), index: value.index }
    : openTable();
}

/** Names that both sides have may get a suffix or, as keys, keep their own. */
function mergeTables([left, right]: readonly [Table, Table], call: Call, first: number): Table {
  const onAt = first + 1;
  for (const [table, position, name] of [
    [left, onAt, 'on'],
    [right, onAt, 'on'],
    [left, onAt + 1, 'left_on'],
    [right, onAt + 2, 'right_on'],
  ] as const) {
    const given = argument(call, position, name);
    if (given !== undefined) readColumns(call.session, table, { ...given, orIndex: true });
  }
  const suffixes = call.keywords.has('suffixes')
    ? knownSuffixes(call.keywords.get('suffixes'))
    : ['_x', '_y'];
  const joined = unionOf([left, right]);
  if (suffixes === undefined || call.spread) return { ...joined, open: true };
  const shared = [...left.columns].filter((name) => right.columns.has(name));
  const doubled = shared.flatMap((name) => suffixes.map((suffix) => `${name}${suffix}`));
  const names = [...joined.columns, ...doubled, ...left.index, ...right.index, '_merge', 'key_0'];
  return { ...joined, columns: new Set(names) };
}

function knownSuffixes(value: Value | undefined): string[] | undefined {
  if (value?.kind !== 'list' || value.items.length !== 2) return undefined;
  const texts = value.items.map((item) => (item.kind === 'constant' ? '' : knownText(item)));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

function joinTables(table: Table, call: Call): Value {
  const on = argument(call, 1, 'on');
  if (on !== undefined) readColumns(call.session, table, { ...on, orIndex: true });
  const other = call.positional[0] ?? call.keywords.get('other');
  const others = other?.kind === 'list' ? other.items.map(asTable) : [asTable(other)];
  const joined = unionOf([table, ...others]);
  const [left, right] = ['lsuffix', 'rsuffix'].map((name) => knownText(call.keywords.get(name)) ?? '');
  const doubled = [...joined.columns].flatMap((name) => [`${name}${left}`, `${name}${right}`]);
  return { ...joined, columns: new Set([...joined.columns, ...doubled]) };
}
