import { decodeText, decodeWith, readData } from './decode-text.ts';
import { joinPaths, parentOf } from './fold-path.ts';
import { asText } from './fold-text-methods.ts';
import type { Folder } from './folding.ts';
import {
  asList,
  concatenate,
  elementsOf,
  type Given,
  isText,
  list,
  number,
  type TextValue,
  text,
  type Value,
} from './value.ts';

const first = ({ positional }: Given): readonly Value[] => positional[0]?.values ?? [];
const firstTexts = (given: Given): TextValue[] => first(given).filter(isText);
const textAt = ({ positional }: Given, at: number) => asText(positional[at]?.values);
const numbersOf = (values: readonly Value[]) =>
  values.flatMap((value) => (value.kind === 'number' ? [value.value] : []));

const keep: Folder = first;
const keepText: Folder = firstTexts;
const join: Folder = ({ positional }) => [joinPaths(positional.map(({ values }) => asText(values)))];
const joinText: Folder = (given, folding) =>
  join(given, folding).map((value) => ({ ...(value as TextValue), kind: 'text' as const }));
const here: Folder = () => [{ kind: 'path', prefix: '.', exact: true }];

/** The number of one character, however it is given. */
const codeOf = ([value]: readonly Value[]): number | undefined => {
  if (value?.kind === 'number') return value.value;
  return value !== undefined && isText(value) && value.prefix.length === 1
    ? value.prefix.charCodeAt(0)
    : undefined;
};

/** Characters by their numbers, as `bytes([47, 101])` makes them; the text itself where it is given one. */
const bytes: Folder = (given, { evaluate }) => {
  if (given.positional.length === 0) return [text('')];
  const texts = firstTexts(given);
  const items = asList(first(given));
  if (texts.length > 0 || items === undefined) return texts;
  const codes = items.map((item) => codeOf('type' in item ? evaluate(item) : item));
  const known = codes.every((code) => code !== undefined && code >= 0 && code < 256);
  return known ? [text(String.fromCharCode(...(codes as number[])))] : [];
};

const toText: Folder = (given) => [
  ...(given.positional.length === 0 ? [text('')] : []),
  ...firstTexts(given).map((value): TextValue => ({ ...value, kind: 'text' })),
  ...numbersOf(first(given)).map((value) => text(String(value))),
  ...first(given).filter(({ kind }) => kind === 'object'),
];

const extreme: Folder = (given, { evaluate }) =>
  given.positional.length === 1
    ? elementsOf(first(given), evaluate)
    : given.positional.flatMap(({ values }) => values);

const dict: Folder = (given, { evaluate }) => {
  const entries = first(given).flatMap((value) => {
    if (value.kind === 'dict') return value.entries;
    const pairs = value.kind === 'list' ? value.items : [];
    return pairs.flatMap((pair) => {
      const [key, item] = asList('type' in pair ? evaluate(pair) : pair) ?? [];
      return key && item ? [{ key, value: item }] : [];
    });
  });
  const named = [...given.keywords].map(([name, { values }]) => ({ key: [text(name)], value: values }));
  return [{ kind: 'dict', entries: [...entries, ...named] }];
};

const zip: Folder = ({ positional }) => {
  const lists = positional.map(({ values }) => asList(values) ?? []);
  const length = Math.min(...lists.map(({ length }) => length));
  if (!Number.isFinite(length)) return [];
  return [list(Array.from({ length }, (_, at) => [list(lists.map((items) => items[at] ?? []))]))];
};

const enumerate: Folder = (given) => {
  const items = asList(first(given));
  return items === undefined ? [] : [list(items.map((item, at) => [list([[number(at)], item])]))];
};

const chain: Folder = ({ positional }) => [list(positional.flatMap(({ values }) => asList(values) ?? []))];

const range: Folder = ({ positional }) => {
  const [a, b, c] = positional.map(({ values }) => numbersOf(values)[0]);
  const [from, to, step] = b === undefined ? [0, a, 1] : [a, b, c ?? 1];
  if (from === undefined || to === undefined || step === 0 || Math.abs((to - from) / step) > 256) return [];
  const length = Math.max(0, Math.ceil((to - from) / step));
  return [list(Array.from({ length }, (_, at) => [number(from + at * step)]))];
};

/** `re.sub(old, new, text)` where the pattern is plain text. */
const substitute: Folder = (given) => {
  const [old, fresh, whole] = [textAt(given, 0), textAt(given, 1), textAt(given, 2)];
  if (!old.exact || !fresh.exact || !whole.exact || !/^[\w\s#@:;,/~%-]+$/.test(old.prefix)) return [];
  return [text(whole.prefix.replaceAll(old.prefix, fresh.prefix))];
};

const table = (names: string, folder: Folder) =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => [name, folder] as const);

/** Known functions on known values; everything else returns what it is a result of. */
export const knownFunctions: ReadonlyMap<string, Folder> = new Map([
  ...table('os.path.join', joinText),
  ...table('pathlib.Path pathlib.PurePath pathlib.PosixPath pathlib.PurePosixPath', join),
  ...table(
    `os.path.abspath os.path.realpath os.path.normpath os.path.expanduser os.path.expandvars os.path.relpath
     os.path.normcase os.fspath os.fsdecode os.fsencode string.Template sys.intern`,
    keepText,
  ),
  ...table('builtins.str builtins.format', toText),
  ...table('builtins.bytes builtins.bytearray builtins.memoryview', bytes),
  ...table('builtins.list builtins.tuple builtins.set builtins.frozenset collections.deque', (given) =>
    given.positional.length === 0 ? [list([])] : first(given),
  ),
  ...table(
    `builtins.sorted builtins.iter copy.copy
     copy.deepcopy collections.OrderedDict pandas.Series pandas.Index pandas.DataFrame numpy.array
     numpy.asarray types.MappingProxyType`,
    keep,
  ),
  ...table('builtins.max builtins.min builtins.next random.choice', extreme),
  ...table('builtins.dict', dict),
  ...table('builtins.dict.fromkeys', (given, { evaluate }) => [
    {
      kind: 'dict',
      entries: (asList(first(given)) ?? []).map((key) => ({
        key: 'type' in key ? evaluate(key) : key,
        value: given.positional[1]?.values ?? [],
      })),
    },
  ]),
  ...table('builtins.type', (given) =>
    first(given).flatMap((value) =>
      value.kind === 'function'
        ? [{ kind: 'name' as const, path: 'types.FunctionType', flagged: false }]
        : [],
    ),
  ),
  ...table('collections.defaultdict', () => [{ kind: 'dict', entries: [] }]),
  ...table('builtins.zip', zip),
  ...table('builtins.enumerate', enumerate),
  ...table('itertools.chain', chain),
  ...table('builtins.range', range),
  ...table('re.sub', substitute),
  ...table('json.loads ast.literal_eval', (given) => firstTexts(given).flatMap(readData)),
  ...table('os.getcwd os.getcwdb', () => [text('.')]),
  ...table('pathlib.Path.cwd', here),
  ...table('pathlib.Path.home', () => [{ kind: 'path', prefix: '~/', exact: false }]),
  ...table('pathlib.Path.from_uri', (given) =>
    firstTexts(given).map((value): TextValue => ({ ...value, kind: 'path' })),
  ),
  ...table('os.path.dirname', (given) =>
    firstTexts(given).flatMap((value) =>
      value.exact ? [{ ...parentOf(value), kind: 'text' as const }] : [],
    ),
  ),
  ...table('os.path.basename', (given) =>
    firstTexts(given).flatMap(({ prefix, exact }) =>
      exact ? [text(prefix.slice(prefix.lastIndexOf('/') + 1))] : [],
    ),
  ),
  ...table('os.path.split', (given) =>
    firstTexts(given)
      .filter(({ exact }) => exact)
      .map(({ prefix }) => {
        const at = prefix.lastIndexOf('/');
        return list([
          [text(prefix.slice(0, Math.max(at, 0)) || (at === 0 ? '/' : ''))],
          [text(prefix.slice(at + 1))],
        ]);
      }),
  ),
  ...table('builtins.reversed', (given) => {
    const items = asList(first(given));
    return items === undefined ? [] : [list(items.toReversed())];
  }),
  ...table('builtins.chr', (given) =>
    numbersOf(first(given))
      .filter((code) => code >= 0 && code <= 0x10ffff)
      .map((code) => text(String.fromCodePoint(code))),
  ),
  ...table('builtins.ord', (given) =>
    firstTexts(given).flatMap(({ prefix, exact }) =>
      exact && prefix ? [number(prefix.codePointAt(0) ?? 0)] : [],
    ),
  ),
  ...table('builtins.len', (given) =>
    firstTexts(given).flatMap(({ prefix, exact }) => (exact ? [number(prefix.length)] : [])),
  ),
  ...table('builtins.int', (given) => [
    ...numbersOf(first(given)).map(number),
    ...firstTexts(given).flatMap(({ prefix, exact }) =>
      exact && /^\s*\d+\s*$/.test(prefix) ? [number(Number(prefix))] : [],
    ),
  ]),
  ...table('operator.add', (given) => [concatenate(textAt(given, 0), textAt(given, 1))]),
  ...table('codecs.decode codecs.encode', (given) =>
    firstTexts(given).flatMap((value) => decodeWith(value, textAt(given, 1).prefix) ?? []),
  ),
  ...table('struct.pack', (given) => {
    const codes = given.positional.slice(1).map(({ values }) => numbersOf(values)[0] ?? 0);
    return codes.every((code) => code >= 0 && code < 256) ? [text(String.fromCharCode(...codes))] : [];
  }),
  ...table('array.array', (given, folding) =>
    bytes({ ...given, positional: given.positional.slice(1) }, folding),
  ),
  ...table('builtins.str.maketrans builtins.bytes.maketrans', (given) => {
    if (given.positional.length === 1) return first(given);
    const [from, to] = [textAt(given, 0), textAt(given, 1)];
    const characters = from.exact && to.exact ? [...from.prefix] : [];
    const entries = characters.map((key, at) => ({ key: [text(key)], value: [text(to.prefix[at] ?? '')] }));
    return [{ kind: 'dict', entries }];
  }),
]);

/** What a function that unhides a text makes of it. */
export function decodedBy(path: string, given: Given): readonly Value[] {
  return firstTexts(given).flatMap((value) => decodeText(path, value) ?? []);
}
