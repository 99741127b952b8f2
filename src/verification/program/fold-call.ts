import { type Arguments, readArguments } from './call.ts';
import { joinPaths, parentOf } from './fold-path.ts';
import { fillBraces } from './fold-text.ts';
import { type SourceText, textOf } from './source-text.ts';
import { childByField, type SyntaxNode } from './syntax-node.ts';
import {
  concatenate,
  type Evaluate,
  isText,
  type TextValue,
  text,
  unknownText,
  type Value,
} from './value.ts';

interface Folding {
  source: SourceText;
  evaluate: Evaluate;
}

type Folder = (call: { positional: readonly (readonly Value[])[] }) => readonly Value[];

const firstText = (positional: readonly (readonly Value[])[]): TextValue[] =>
  positional[0]?.filter(isText) ?? [];
const asText = (values: readonly Value[] | undefined): TextValue => values?.find(isText) ?? unknownText;
const formatted = (values: readonly Value[]): TextValue => {
  const [value] = values;
  if (values.length !== 1 || value === undefined) return unknownText;
  return value.kind === 'number' ? text(String(value.value)) : isText(value) ? value : unknownText;
};
const asPath = (value: TextValue): TextValue => ({ ...value, kind: 'path' });
const keepText: Folder = ({ positional }) => firstText(positional);
const join: Folder = ({ positional }) => [joinPaths(positional.map(asText))];
const joinText: Folder = (call) =>
  join(call).map((value) => ({ ...(value as TextValue), kind: 'text' as const }));
const here: Folder = () => [text('.')];
const home: Folder = () => [{ kind: 'path', prefix: '~/', exact: false }];

/** Known functions on known values; everything else returns what it is a result of. */
const functions = new Map<string, Folder>(
  Object.entries({
    'os.path.join': joinText,
    'os.path.abspath': keepText,
    'os.path.realpath': keepText,
    'os.path.normpath': keepText,
    'os.path.dirname': ({ positional }) =>
      firstText(positional).flatMap((value) =>
        value.exact ? [{ ...parentOf(value), kind: 'text' as const }] : [],
      ),
    'os.path.expanduser': keepText,
    'os.path.expandvars': keepText,
    'os.fspath': keepText,
    'os.getcwd': here,
    'pathlib.Path.cwd': () => [{ kind: 'path', prefix: '.', exact: true }],
    'pathlib.Path.home': home,
    'pathlib.Path': join,
    'pathlib.PurePath': join,
    'pathlib.PosixPath': join,
    'pathlib.PurePosixPath': join,
    'builtins.str': keepText,
    'builtins.chr': ({ positional }) => {
      const [value] = positional[0] ?? [];
      const fits = value?.kind === 'number' && value.value >= 0 && value.value <= 0x10ffff;
      return fits ? [text(String.fromCodePoint(value.value))] : [];
    },
    'builtins.sorted': ({ positional }) => positional[0] ?? [],
    'builtins.list': ({ positional }) => positional[0] ?? [],
    'builtins.tuple': ({ positional }) => positional[0] ?? [],
    'builtins.set': ({ positional }) => positional[0] ?? [],
    'builtins.reversed': ({ positional }) => positional[0] ?? [],
  } satisfies Record<string, Folder>),
);

type Method = (value: TextValue, positional: readonly (readonly Value[])[]) => readonly Value[];

const same: Method = (value) => [value];
const changed =
  (change: (prefix: string) => string): Method =>
  (value) => [{ ...value, prefix: change(value.prefix) }];

const textMethods = new Map<string, Method>(
  Object.entries({
    decode: same,
    encode: same,
    strip: same,
    lower: changed((prefix) => prefix.toLowerCase()),
    upper: changed((prefix) => prefix.toUpperCase()),
    resolve: same,
    absolute: same,
    expanduser: same,
    as_posix: (value) => [{ ...value, kind: 'text' }],
    joinpath: (value, positional) => [joinPaths([asPath(value), ...positional.map(asText)])],
    format: (value, positional) => [fillBraces(value, positional.map(formatted))],
    replace: (value, [from, to]) => {
      const [old, fresh] = [asText(from), asText(to)];
      if (!value.exact || !old.exact || !fresh.exact || old.prefix === '') return [unknownText];
      return [text(value.prefix.replaceAll(old.prefix, fresh.prefix))];
    },
  } satisfies Record<string, Method>),
);

export function foldCall(node: SyntaxNode, folding: Folding): readonly Value[] {
  const callee = childByField(node, 'function');
  if (callee === undefined) return [];
  const given = readArguments(node, folding.source);
  const results = folding.evaluate(callee).flatMap((value) => callNamed(value, given, folding));
  return results.length > 0 ? results : callMethod(callee, given, folding);
}

function callNamed(value: Value, given: Arguments, { evaluate }: Folding): readonly Value[] {
  if (value.kind !== 'name') return [];
  if (given.spread) return [{ kind: 'result', of: value.path }];
  const positional = given.positional.map(evaluate);
  if (loaders.has(value.path)) return firstText(positional).flatMap((name) => importedByName(name));
  if (value.path === 'builtins.getattr') return readAttribute(positional);
  return functions.get(value.path)?.({ positional }) ?? [{ kind: 'result', of: value.path }];
}

const loaders = new Set(['builtins.__import__', 'importlib.import_module', 'importlib.__import__']);

/** A module that was named by a string; the loading itself is complained about where it happens. */
function importedByName(name: TextValue): Value[] {
  return name.exact ? [{ kind: 'name', path: name.prefix, flagged: true }] : [];
}

function readAttribute([objects, names]: readonly (readonly Value[])[]): Value[] {
  return (objects ?? []).flatMap((object) =>
    (names ?? []).flatMap((name): Value[] =>
      object.kind === 'name' && isText(name) && name.exact
        ? [{ ...object, path: `${object.path}.${name.prefix}` }]
        : [],
    ),
  );
}

function callMethod(callee: SyntaxNode, given: Arguments, { source, evaluate }: Folding): readonly Value[] {
  if (callee.type !== 'attribute' || given.spread) return [];
  const object = childByField(callee, 'object');
  const attribute = childByField(callee, 'attribute');
  if (object === undefined || attribute === undefined) return [];
  const name = textOf(source, attribute);
  const receivers = evaluate(object).filter(isText);
  if (name === 'join') return receivers.map((value) => joinStrings(value, given, evaluate));
  const method = textMethods.get(name);
  if (method === undefined) return [];
  return receivers.flatMap((value) => method(value, given.positional.map(evaluate)));
}

/** `''.join([...])` of a literal list. */
function joinStrings(separator: TextValue, { positional }: Arguments, evaluate: Evaluate): TextValue {
  const [list] = positional[0] ? evaluate(positional[0]) : [];
  if (list?.kind !== 'list' || !separator.exact) return unknownText;
  return list.items
    .map((item) => asText(evaluate(item)))
    .reduce(
      (joined, part, index) => concatenate(index === 0 ? joined : concatenate(joined, separator), part),
      text(''),
    );
}
