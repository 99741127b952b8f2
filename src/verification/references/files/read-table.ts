import type { FileDescription } from '../../../contracts/file-description.ts';
import { quote, textOf } from '../../program/source-text.ts';
import { argument, type Call, givenValue } from '../calls.ts';
import { readColumns } from '../tables/read-columns.ts';
import { copyOf, makeTable, openTable } from '../values/make-table.ts';
import { knownText, knownTexts, type Table, unknown, type Value } from '../values/value.ts';
import { normalOption, shapingOptions, writtenOptions } from './load-options.ts';

const pathNames = ['filepath_or_buffer', 'io', 'path_or_buf', 'path', 'path_or_buffer'];

/** The description of the input file that a call reads. */
export function readFileOf(call: Call): FileDescription | undefined {
  const named = [call.positional[0], ...pathNames.map((name) => call.keywords.get(name))];
  for (const value of named) {
    const name = value?.kind === 'handle' ? value.file : knownText(value);
    if (name !== undefined) return call.session.files.describe(name);
  }
  return undefined;
}

/** What `pd.read_csv` and its like give, with the columns their arguments name checked. */
export function readTable(call: Call, defaultDelimiter: string | null): Value {
  const file = readFileOf(call);
  if (file === undefined || call.spread) return unknown;
  const isDelimited = file.type === 'csv' || file.type === 'tsv';
  if (isDelimited && !hasDelimiter(call, file.delimiter, defaultDelimiter)) return unknown;
  return shaped(call, file.load, fileTable(file));
}

function hasDelimiter(call: Call, delimiter: string, byDefault: string | null): boolean {
  const given = givenValue(call, 1, 'sep') ?? call.keywords.get('delimiter');
  return (given === undefined ? byDefault : knownText(given)) === delimiter;
}

/** The described table as far as this call reads it the way the description did. */
export function shaped(call: Call, load: string, table: Table): Value {
  const written = writtenOptions(load);
  const isRenamed = /\)\s*\.\s*rename\(/.test(load) || load.startsWith('pd.json_normalize');
  const names = argument(call, null, 'names');
  const isOwnHeader =
    names !== undefined &&
    normalOption(textOf(call.session.program.source, names.node)) !== written.get('names');
  if (isOwnHeader) return ownHeader(call, knownTexts(names.value));
  if (isHeaderless(call) && !written.has('header'))
    return makeTable([], {
      label: `${table.origin?.label} read with header=None, which numbers the columns`,
      names: new Set(),
    });
  for (const option of shapingOptions) {
    const given = call.written.keywords.get(option);
    const own = given === undefined ? undefined : normalOption(textOf(call.session.program.source, given));
    if (own !== written.get(option) && !(option === 'header' && own === '0')) return unknown;
  }
  if (isRenamed || !sameCharacters(call, load, table)) return unknown;
  return withReadOptions(call, table);
}

function isHeaderless(call: Call): boolean {
  const header = call.keywords.get('header');
  return header?.kind === 'constant' && header.value === null;
}

/** Names given to the reader; those the file has do not matter. */
function ownHeader(call: Call, names: string[] | undefined): Value {
  if (names === undefined || call.keywords.has('usecols')) return unknown;
  return withReadOptions(call, makeTable(names));
}

/** Another encoding than the described one spells only names in ASCII alike. */
function sameCharacters(call: Call, load: string, table: Table): boolean {
  const encoding = call.keywords.get('encoding');
  const described = writtenOptions(load).get('encoding');
  const given = knownText(encoding);
  if (
    (encoding === undefined && described === undefined) ||
    (given !== undefined && `'${given}'` === described)
  )
    return true;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
  return [...table.columns].every((name) => /^[\x00-\x7f]*$/.test(name));
}

function withReadOptions(call: Call, table: Table): Value {
  const { session } = call;
  const index = argument(call, null, 'index_col');
  if (index !== undefined) readColumns(session, table, index);
  for (const name of ['usecols', 'parse_dates', 'columns']) {
    const given = argument(call, null, name);
    if (given !== undefined && given.value.kind !== 'text') readColumns(session, table, given);
  }
  if (call.keywords.has('chunksize') || call.keywords.has('iterator')) {
    return { kind: 'list', items: [narrowed(call, table)], exact: false };
  }
  return narrowed(call, table);
}

/** The columns that are read, without those that become the index. */
function narrowed(call: Call, table: Table): Table {
  const asked = call.keywords.get('usecols') ?? call.keywords.get('columns');
  const chosen = asked?.kind === 'list' ? knownTexts(asked) : undefined;
  const index = call.keywords.get('index_col');
  const indexNames = knownTexts(index);
  const kept = chosen === undefined || call.positional.length > 2 ? [...table.columns] : chosen;
  const isKnownIndex = index === undefined || indexNames !== undefined;
  if (!isKnownIndex) return copyOf(table, { columns: new Set(kept), index: new Set(table.columns) });
  const moved = new Set(indexNames);
  return copyOf(table, { columns: new Set(kept.filter((name) => !moved.has(name))), index: moved });
}

interface DescribedColumns {
  columns?: readonly { name: string }[] | undefined;
  omittedColumns?: number | undefined;
  otherColumns?: readonly string[] | undefined;
  furtherTables?: readonly unknown[] | undefined;
}

/** The table a file holds as its description lists it; open when the list is incomplete, or others stand beside it. */
export function describedTable(label: string, described: DescribedColumns): Table {
  if (described.columns === undefined) return openTable();
  const others = described.otherColumns ?? [];
  const names = [...described.columns.map(({ name }) => name), ...others];
  const isIncomplete =
    (described.omittedColumns ?? 0) > others.length ||
    described.furtherTables !== undefined ||
    names.some((name) => name.endsWith('…'));
  return { ...makeTable(names, { label, names: new Set(names) }), open: isIncomplete };
}

export function fileTable(file: FileDescription): Table {
  return 'columns' in file && file.columns !== undefined
    ? describedTable(fileLabel(file), file)
    : openTable();
}

export function fileLabel({ name }: FileDescription): string {
  return quote(name, 80);
}
