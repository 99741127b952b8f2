import { textOf } from '../../program/source-text.ts';
import { childByField } from '../../program/syntax-node.ts';
import { argument, type Call } from '../calls.ts';
import { copyOf, makeTable, openTable } from '../values/make-table.ts';
import { column, type Groups, knownTexts, type Table, unknown, type Value } from '../values/value.ts';
import { readColumns } from './read-columns.ts';
import { readAggregated } from './reshaping-methods.ts';

const reductions = new Set(
  'sum mean median min max std var count nunique first last prod sem skew quantile any all'.split(' '),
);
const perRow = new Set(
  'shift diff pct_change rank cumsum cumprod cummax cummin ffill bfill fillna transform'.split(' '),
);

/** The result of a method of groups. */
export function groupMethod(groups: Groups, name: string, call: Call): Value {
  if (reductions.has(name)) return reduced(groups);
  if (name === 'size') return sizes(groups);
  if (name === 'agg' || name === 'aggregate') return aggregated(groups, call);
  if (name === 'head' || name === 'tail' || name === 'sample' || name === 'nth') return copyOf(groups.table);
  if (perRow.has(name))
    return groups.chosen?.single ? column(groups.chosen.names[0] ?? null) : copyOf(groups.table);
  if (name === 'value_counts' && groups.chosen?.single && groups.keys !== null) {
    return column('count', [...groups.keys, ...groups.chosen.names]);
  }
  if (name === 'apply' || name === 'filter') return applied(groups, name, call);
  return unknown;
}

/** One value per group: the groups become the index, or stay columns with `as_index=False`. */
function reduced({ table, keys, asIndex, chosen }: Groups): Value {
  if (chosen?.single && asIndex) {
    return keys === null ? column(null) : column(chosen.names[0] ?? null, keys);
  }
  if (keys === null) return openTable();
  const rest = chosen?.names ?? [...table.columns].filter((name) => !keys.includes(name));
  const names = new Set(rest);
  return copyOf(
    table,
    asIndex
      ? { columns: names, index: new Set(keys) }
      : { columns: new Set([...keys, ...rest]), index: new Set() },
  );
}

function sizes({ table, keys, asIndex }: Groups): Value {
  if (keys === null) return unknown;
  return asIndex
    ? column('0', keys)
    : copyOf(table, { columns: new Set([...keys, 'size']), index: new Set() });
}

function aggregated(groups: Groups, call: Call): Value {
  const { table, keys, asIndex } = groups;
  if (groups.chosen === null) readAggregated(table, call);
  const given = argument(call, 0, 'func');
  if (given === undefined) return namedAggregation(groups, call);
  if (call.spread || keys === null) return openTable();
  if (given.value.kind === 'text' || given.value.kind === 'function' || given.value.kind === 'name')
    return reduced(groups);
  const functions = knownTexts(given.value);
  if (groups.chosen?.single && functions !== undefined) return placed(functions, { table, keys, asIndex });
  if (given.value.kind !== 'dict' || given.value.open || groups.chosen?.single) return openTable();
  const isFlat = [...given.value.entries.values()].every(
    ({ kind }) => kind === 'text' || kind === 'function' || kind === 'name',
  );
  return isFlat ? placed([...given.value.entries.keys()], { table, keys, asIndex }) : openTable();
}

/** `agg(total=('amount', 'sum'))`: reads `amount`, makes `total`. */
function namedAggregation(groups: Groups, call: Call): Value {
  const { table, keys, asIndex, chosen } = groups;
  for (const [name, value] of call.keywords) {
    const node = call.written.keywords.get(name) ?? call.node;
    const [source] = value.kind === 'list' ? value.items : [aggregationSource(node, call)];
    const place = value.kind === 'list' && node.type === 'tuple' ? (node.children[0] ?? node) : node;
    if (chosen === null && source?.kind === 'text')
      readColumns(call.session, table, { value: source, node: place });
  }
  const isOpen =
    keys === null || call.spread || ['engine', 'engine_kwargs'].some((name) => call.keywords.has(name));
  return isOpen ? openTable() : placed([...call.keywords.keys()], { table, keys, asIndex });
}

/** The column in `pd.NamedAgg(column='amount', aggfunc='sum')`. */
function aggregationSource(node: Call['node'], { session }: Call): Value {
  const list = node.type === 'call' ? childByField(node, 'arguments') : undefined;
  const given = list?.children.find((child) => {
    const name = childByField(child, 'name');
    return (
      child.type === 'keyword_argument' &&
      name !== undefined &&
      textOf(session.program.source, name) === 'column'
    );
  });
  const value = given === undefined ? list?.children[0] : childByField(given, 'value');
  return value === undefined || value.type === 'keyword_argument' ? unknown : session.evaluate(value);
}

function placed(
  names: readonly string[],
  { table, keys, asIndex }: { table: Table; keys: readonly string[]; asIndex: boolean },
): Value {
  const made = asIndex ? names : [...keys, ...names];
  return { ...makeTable(made, table.origin), index: new Set(asIndex ? keys : []) };
}

/** The function runs on each group; newer versions of pandas leave the grouping columns out, so they count as present. */
function applied(groups: Groups, name: string, call: Call): Value {
  const [callee] = call.positional;
  const each = groups.chosen?.single ? column(groups.chosen.names[0] ?? null) : copyOf(groups.table);
  if (callee?.kind === 'function' && call.positional.length === 1) call.session.apply(callee, [each]);
  return name === 'filter' ? copyOf(groups.table) : unknown;
}
