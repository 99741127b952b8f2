import { byName, type Call, givenValue, type NamedFunction, type Row } from '../calls.ts';
import { openDatabase } from '../files/read-query.ts';
import { elementsOf } from '../interpreter/elements.ts';
import { chartOf } from '../tables/plots.ts';
import { namesIn } from '../tables/read-columns.ts';
import { column, knownText, sequence, unknown, type Value } from '../values/value.ts';
import { readFunctions } from './read-functions.ts';
import { tableFunctions } from './table-functions.ts';

const first = (call: Call): Value => call.positional[0] ?? unknown;

/** A copy of the list, so that the first is not changed with it. */
const listed: NamedFunction = (_, call) => {
  const value = first(call);
  if (value.kind === 'labels') return value;
  if (value.kind === 'table' && !value.open) return { kind: 'labels', table: { ...value }, change: null };
  const elements = elementsOf(value);
  return elements === undefined ? unknown : sequence([...elements.items], elements.exact);
};

const inAnyOrder: NamedFunction = (path, call) => {
  const value = listed(path, call);
  return value.kind === 'list' && value.items.length > 1 ? { ...value } : value;
};

const plain: readonly Row<NamedFunction>[] = [
  ['builtins.list builtins.tuple builtins.set builtins.frozenset', listed],
  ['builtins.sorted builtins.reversed', inAnyOrder],
  ['builtins.enumerate', (_, call) => paired(call, true)],
  ['builtins.zip', (_, call) => paired(call, false)],
  ['builtins.dict', (_, call) => dictionaryOf(call)],
  [
    'builtins.str os.fspath os.path.abspath os.path.realpath os.path.normpath os.path.expanduser',
    (_, call) => asText(call),
  ],
  ['builtins.next builtins.iter builtins.min builtins.max', () => unknown],
  ['builtins.hasattr', (_, call) => tests(call, 1)],
  ['os.path.exists os.path.isfile os.path.isdir os.path.getsize os.stat', (_, call) => tests(call, 0)],
  ['os.path.join', (_, call) => joinedPath(call, 'text')],
  ['pathlib.Path pathlib.PurePath pathlib.PosixPath', (_, call) => joinedPath(call, 'path')],
  ['os.getcwd', () => ({ kind: 'text', text: '.' })],
  ['pathlib.Path.cwd', () => ({ kind: 'path', text: '.' })],
  ['os.path.basename', (_, call) => fromPath(call, (text) => text.split('/').at(-1) ?? '')],
  [
    'os.path.dirname',
    (_, call) => fromPath(call, (text) => (text.includes('/') ? text.slice(0, text.lastIndexOf('/')) : '')),
  ],
  ['contextlib.closing', (_, call) => first(call)],
  ['sqlite3.connect', (_, call) => openDatabase(call)],
  [
    'numpy.where numpy.log numpy.log1p numpy.sqrt numpy.exp numpy.abs numpy.round numpy.isnan numpy.isfinite numpy.logical_and numpy.logical_or numpy.logical_not numpy.select numpy.sign',
    (_, call) => (call.positional.some(({ kind }) => kind === 'column') ? column(null) : unknown),
  ],
];

const seabornCharts = `barplot lineplot scatterplot histplot boxplot violinplot countplot kdeplot stripplot swarmplot
  pointplot regplot lmplot catplot relplot displot jointplot residplot boxenplot`;
const plotlyCharts =
  'bar line scatter histogram box violin pie area sunburst treemap funnel density_heatmap strip';

/** What the functions of imported modules and the builtins give, by their dotted names. */
export const namedFunctions = byName<NamedFunction>([
  ...plain,
  [below('seaborn', seabornCharts), chartOf],
  [below('plotly.express', plotlyCharts), chartOf],
  ...tableFunctions,
  ...readFunctions,
]);

function below(module: string, names: string): string {
  return names.replace(/\w+/g, `${module}.$&`);
}

function paired(call: Call, isNumbered: boolean): Value {
  const parts = call.positional.map(elementsOf);
  const [main] = parts;
  if (main === undefined || call.spread) return unknown;
  if (isNumbered)
    return sequence(
      main.items.map((item) => sequence([unknown, item])),
      main.exact,
    );
  if (!parts.every((part) => part?.exact === true)) return unknown;
  const length = Math.min(...parts.map((part) => part?.items.length ?? 0));
  return sequence(
    Array.from({ length }, (_, at) => sequence(parts.map((part) => part?.items[at] ?? unknown))),
  );
}

function dictionaryOf(call: Call): Value {
  const [source] = call.positional;
  if (call.spread || (source !== undefined && source.kind !== 'dict')) return unknown;
  const entries = new Map([...(source?.kind === 'dict' ? source.entries : []), ...call.keywords]);
  return { kind: 'dict', entries, open: source?.kind === 'dict' && source.open };
}

function asText(call: Call): Value {
  const text = knownText(first(call));
  return text === undefined ? unknown : { kind: 'text', text };
}

function tests(call: Call, position: number): Value {
  const value = givenValue(call, position, 'path') ?? unknown;
  for (const { name } of namesIn(value, call.node)) call.session.tested.add(name);
  const path = knownText(value);
  if (path !== undefined) call.session.tested.add(path);
  return unknown;
}

function joinedPath(call: Call, kind: 'text' | 'path'): Value {
  const parts = call.positional.map(knownText);
  if (call.spread || parts.includes(undefined)) return unknown;
  return { kind, text: parts.filter((part) => part !== '').join('/') || '.' };
}

function fromPath(call: Call, change: (text: string) => string): Value {
  const text = knownText(first(call));
  return text === undefined ? unknown : { kind: 'text', text: change(text) };
}
