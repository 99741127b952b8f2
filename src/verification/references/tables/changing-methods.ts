import { argument, type Call, givenValue, isTrue, type Method, type Row } from '../calls.ts';
import { addColumns, copyOf } from '../values/make-table.ts';
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
import { readColumns } from './read-columns.ts';

/** Methods that change which names are columns. */
export const changingMethods: readonly Row<Method<Table>>[] = [
  ['rename', changed(renameColumns)],
  ['drop', changed(dropColumns)],
  ['set_index', changed(setIndex)],
  ['reset_index', changed(resetIndex)],
  ['rename_axis', changed(renameAxis)],
  ['assign', assignColumns],
  ['insert', insertColumn],
  ['pop', popColumn],
  ['reindex', changed(reindex)],
  ['set_axis', changed(setAxis)],
  [
    'add_prefix',
    changed((table, call) => affix(table, (name) => `${knownText(givenValue(call, 0, 'prefix'))}${name}`)),
  ],
  [
    'add_suffix',
    changed((table, call) => affix(table, (name) => `${name}${knownText(givenValue(call, 0, 'suffix'))}`)),
  ],
  ['update', (table) => copyOf(table)],
];

/** Works on the table itself with `inplace=True`, else on a copy. */
function changed(change: (table: Table, call: Call) => void): Method<Table> {
  return (table, call) => {
    const isInPlace = isTrue(call, 'inplace');
    const target = isInPlace ? table : copyOf(table);
    if (call.spread) target.open = true;
    else change(target, call);
    return isInPlace ? nothing : target;
  };
}

function renameColumns(table: Table, call: Call): void {
  const mapper =
    argument(call, null, 'columns') ?? (isColumnAxis(call) ? argument(call, 0, 'mapper') : undefined);
  if (mapper === undefined) return;
  const errors = knownText(call.keywords.get('errors'));
  const rename = renamer(mapper.value, call);
  if (rename === undefined) {
    table.open = true;
    return;
  }
  if (errors === 'raise' && mapper.value.kind === 'dict') {
    const asked = sequence([...mapper.value.entries.keys()].map(textValue));
    readColumns(call.session, table, { value: asked, node: mapper.node });
  }
  affix(table, rename);
}

function renamer(value: Value, call: Call): ((name: string) => string) | undefined {
  if (value.kind === 'dict') {
    const names = new Map([...value.entries].map(([from, to]) => [from, knownText(to)] as const));
    const isKnown = !value.open && [...names.values()].every((name) => name !== undefined);
    return isKnown ? (name) => names.get(name) ?? name : undefined;
  }
  if (value.kind === 'name') return builtinChanges.get(value.path);
  if (value.kind !== 'function') return undefined;
  const tried = knownText(call.session.apply(value, [textValue('a')]));
  if (tried === undefined) return undefined;
  return (name) => knownText(call.session.apply(value, [textValue(name)])) ?? name;
}

const builtinChanges: ReadonlyMap<string, (name: string) => string> = new Map(
  Object.entries({
    'builtins.str': (name) => name,
    'builtins.str.lower': (name) => name.toLowerCase(),
    'builtins.str.upper': (name) => name.toUpperCase(),
    'builtins.str.strip': (name) => name.trim(),
  } satisfies Record<string, (name: string) => string>),
);

function affix(table: Table, rename: (name: string) => string): void {
  table.columns = new Set([...table.columns].map(rename));
}

function isColumnAxis(call: Call): boolean {
  const axis = call.keywords.get('axis') ?? call.positional[1];
  return (axis?.kind === 'number' && axis.value === 1) || knownText(axis) === 'columns';
}

function dropColumns(table: Table, call: Call): void {
  const given =
    argument(call, null, 'columns') ?? (isColumnAxis(call) ? argument(call, 0, 'labels') : undefined);
  if (given === undefined) return;
  if (knownText(call.keywords.get('errors')) !== 'ignore') readColumns(call.session, table, given);
  const isSure = given.value.kind === 'text' || (given.value.kind === 'list' && given.value.exact);
  const names = isSure ? (knownTexts(given.value) ?? []) : [];
  table.columns = new Set([...table.columns].filter((name) => !names.includes(name)));
}

function setIndex(table: Table, call: Call): void {
  const given = argument(call, 0, 'keys');
  if (given !== undefined) readColumns(call.session, table, given);
  const names = knownTexts(given?.value);
  if (names === undefined) {
    if (given?.value.kind !== 'column') table.open = true;
    else if (given.value.name !== null) table.index = new Set([given.value.name]);
    return;
  }
  const keep = call.keywords.get('drop')?.kind === 'constant' && !isTrue(call, 'drop');
  if (!keep) table.columns = new Set([...table.columns].filter((name) => !names.includes(name)));
  table.index = new Set(call.keywords.has('append') ? [...table.index, ...names] : names);
}

/** What was the index becomes columns; an index without a name becomes `index` or `level_0`. */
function resetIndex(table: Table, call: Call): void {
  const drop = call.keywords.get('drop');
  const isDropped = drop?.kind === 'constant' && drop.value === true;
  if (call.keywords.has('names') || (drop !== undefined && drop.kind !== 'constant')) table.open = true;
  if (isDropped && !call.keywords.has('level') && call.positional.length === 0) {
    table.index = new Set();
    return;
  }
  addColumns(table, [...table.index, 'index', 'level_0', 'level_1', 'level_2']);
  if (!call.keywords.has('level') && call.positional.length === 0) table.index = new Set();
}

function renameAxis(table: Table, call: Call): void {
  const names = knownTexts(givenValue(call, 0, 'mapper') ?? call.keywords.get('index'));
  const isColumns = call.keywords.has('columns') || isColumnAxis(call);
  if (names !== undefined && !isColumns) table.index = new Set(names);
  else if (!isColumns) table.open = true;
}

function assignColumns(table: Table, call: Call): Value {
  const result = copyOf(table);
  for (const [name, value] of call.keywords) {
    if (value.kind === 'function') call.session.apply(value, [copyOf(result)]);
    addColumns(result, [name]);
  }
  if (call.spread) result.open = true;
  return result;
}

function insertColumn(table: Table, call: Call): Value {
  const names = knownTexts(givenValue(call, 1, 'column'));
  if (names === undefined) table.open = true;
  else addColumns(table, names);
  return nothing;
}

function popColumn(table: Table, call: Call): Value {
  const given = argument(call, 0, 'item');
  if (given !== undefined) readColumns(call.session, table, given);
  const name = knownText(given?.value);
  if (name === undefined) return unknown;
  table.columns = new Set([...table.columns].filter((other) => other !== name));
  return column(name);
}

/** Columns asked for by `reindex` are made where they are missing. */
function reindex(table: Table, call: Call): void {
  const names = knownTexts(call.keywords.get('columns'));
  if (names !== undefined) table.columns = new Set(names);
  else if (call.keywords.has('columns') || isColumnAxis(call)) table.open = true;
}

function setAxis(table: Table, call: Call): void {
  const names = isColumnAxis(call) ? knownTexts(givenValue(call, 0, 'labels')) : undefined;
  if (names !== undefined) table.columns = new Set(names);
  else table.open = true;
}
