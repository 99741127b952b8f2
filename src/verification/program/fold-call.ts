import { hidingFunctions } from './decode-text.ts';
import { foldContainer } from './fold-container-methods.ts';
import { applyFunction, returnsOf } from './fold-function.ts';
import { memberValues } from './fold-member.ts';
import { foldedTextMethods } from './fold-text-methods.ts';
import type { Folding } from './folding.ts';
import { joinGiven } from './given.ts';
import { decodedBy, knownFunctions } from './known-functions.ts';
import { textOf } from './source-text.ts';
import { childByField, childrenByField, type SyntaxNode } from './syntax-node.ts';
import { asList, type Given, isText, list, type TextValue, type Value, valuesOf } from './value.ts';

/** What a call returns, as far as what is called and what it is given are known. */
export function foldCall(node: SyntaxNode, folding: Folding): readonly Value[] {
  const callee = childByField(node, 'function');
  if (callee === undefined) return [];
  const given = folding.given(node);
  const results = folding.evaluate(callee).flatMap((value) => callValue(value, given, folding));
  return results.length > 0 ? results : callMethod(callee, given, folding);
}

function callValue(value: Value, given: Given, folding: Folding): readonly Value[] {
  switch (value.kind) {
    case 'name':
      return callNamed(value, given, folding);
    case 'function':
      return value.node.type === 'lambda' && given.positional.length > 0
        ? applyFunction(
            value.node,
            given.positional.map(({ values }) => values),
            folding,
          )
        : returnsOf(value.node, folding);
    case 'class':
      return instanceOf(value.node, given, folding);
    case 'object':
      return memberValues('__call__', folding).flatMap((member) => callValue(member, given, folding));
    case 'result':
      return recordMakers.has(value.of) ? [{ kind: 'object', of: nowhere, given }] : [];
    case 'partial':
      return callValue(value.of, joinGiven(value.given, given), folding);
    default:
      return [];
  }
}

function callNamed(value: Value & { kind: 'name' }, given: Given, folding: Folding): readonly Value[] {
  const { path } = value;
  const [first, ...rest] = given.positional;
  const result: Value = { kind: 'result', of: path };
  if (given.open) return [result];
  if (loaders.has(path)) return (first?.values ?? []).filter(isText).flatMap(importedByName);
  if (path === 'builtins.getattr') return readAttribute(given, folding);
  if (path === 'functools.partial') {
    const others: Given = { ...given, positional: rest };
    return (first?.values ?? []).map((of): Value => ({ kind: 'partial', of, given: others }));
  }
  if (mapping.has(path)) return mapped(given, folding);
  if (path === 'functools.reduce') return reduced(given, folding);
  if (namespaces.has(path)) return [{ kind: 'object', of: nowhere, given }, result];
  const method = /^builtins\.(?:str|bytes|bytearray)\.(\w+)$/.exec(path)?.[1];
  const known = knownFunctions.get(path)?.(given, folding) ?? [];
  if (known.length > 0) return isLibrary(path) ? [...known, result] : known;
  if (hidingFunctions.has(path)) {
    const decoded = decodedBy(path, given);
    return decoded.length > 0 ? decoded : [result];
  }
  if (method !== undefined && first !== undefined) {
    return callTextMethod(first.values.filter(isText), method, {
      given: { ...given, positional: rest },
      folding,
    });
  }
  return knownFunctions.has(path) && !isLibrary(path) ? [] : [result];
}

/** Tables and arrays hold what they are given and are more than that. */
function isLibrary(path: string): boolean {
  return /^(?:pandas|numpy)\./.test(path);
}

const loaders = new Set(['builtins.__import__', 'importlib.import_module', 'importlib.__import__']);
const mapping = new Set(['builtins.map']);
const recordMakers = new Set(['collections.namedtuple', 'typing.NamedTuple', 'dataclasses.make_dataclass']);
const namespaces = new Set(['types.SimpleNamespace', 'argparse.Namespace']);
const nowhere: SyntaxNode = {
  type: 'class_definition',
  field: null,
  start: 0,
  end: 0,
  parent: null,
  children: [],
  operator: null,
};

/** A module that was named by a string; the loading itself is complained about where it happens. */
function importedByName(name: TextValue): Value[] {
  return name.exact ? [{ kind: 'name', path: name.prefix, flagged: true }] : [];
}

function readAttribute({ positional }: Given, folding: Folding): readonly Value[] {
  const [objects, names, otherwise] = positional.map(({ values }) => values);
  const exact = (names ?? []).filter(isText).filter((name) => name.exact);
  const read = (objects ?? []).flatMap((object) =>
    exact.flatMap((name): readonly Value[] =>
      object.kind === 'name'
        ? [{ ...object, path: `${object.path}.${name.prefix}` }]
        : memberValues(name.prefix, folding),
    ),
  );
  return [...read, ...(otherwise ?? [])];
}

/** `map(f, values)`, element by element. */
function mapped({ positional: [called, given] }: Given, folding: Folding): readonly Value[] {
  const items = asList(given?.values ?? []);
  if (called === undefined || given === undefined || items === undefined) return [];
  return [
    list(
      items
        .slice(0, 256)
        .map((item) =>
          applied(called.values, [{ node: given.node, values: valuesOf(item, folding.evaluate) }], folding),
        ),
    ),
  ];
}

/** `reduce(f, values)`, from the left. */
function reduced({ positional: [called, given, start] }: Given, folding: Folding): readonly Value[] {
  const items = asList(given?.values ?? []);
  if (called === undefined || given === undefined || items === undefined) return [];
  const rounds = items.slice(0, 64).map((item) => valuesOf(item, folding.evaluate));
  const { node } = given;
  const begun = start === undefined ? rounds.shift() : start.values;
  return rounds.reduce(
    (values, next) =>
      applied(
        called.values,
        [
          { node, values },
          { node, values: next },
        ],
        folding,
      ),
    begun ?? [],
  );
}

function applied(
  functions: readonly Value[],
  positional: Given['positional'],
  folding: Folding,
): readonly Value[] {
  return functions.flatMap((value) =>
    value.kind === 'function'
      ? applyFunction(
          value.node,
          positional.map(({ values }) => values),
          folding,
        )
      : callValue(value, { positional, keywords: new Map(), open: false }, folding),
  );
}

/** An object of a class of the program; of a class of texts, the text. */
function instanceOf(node: SyntaxNode, given: Given, folding: Folding): readonly Value[] {
  const bases = childrenByField(node, 'superclasses').flatMap(({ children }) => children);
  const isTextual = bases
    .flatMap((base) => folding.evaluate(base))
    .some((base) => base.kind === 'name' && textual.has(base.path));
  const texts = isTextual ? (given.positional[0]?.values ?? []).filter(isText) : [];
  return texts.length > 0 ? texts : [{ kind: 'object', of: node, given }];
}

const textual = new Set(['builtins.str', 'builtins.bytes', 'pathlib.Path', 'pathlib.PosixPath']);

interface Called {
  given: Given;
  folding: Folding;
}

function callMethod(callee: SyntaxNode, given: Given, folding: Folding): readonly Value[] {
  const object = childByField(callee, 'object');
  const attribute = childByField(callee, 'attribute');
  if (object === undefined || attribute === undefined || given.open) return [];
  const name = textOf(folding.source, attribute);
  const receivers = folding.evaluate(object);
  const hidden = receivers.filter((value) => value.kind === 'result' && hidingFunctions.has(value.of));
  if (hidden.length > 0) return hidden;
  const called = { given, folding };
  return [
    ...callTextMethod(receivers.filter(isText), name, called),
    ...foldContainer(receivers, name, called),
  ];
}

function callTextMethod(
  receivers: readonly TextValue[],
  name: string,
  { given, folding }: Called,
): readonly Value[] {
  const method = foldedTextMethods.get(name);
  return method === undefined ? [] : receivers.flatMap((value) => method(value, given, folding));
}

const operations = new Map([
  ['/', '__truediv__'],
  ['+', '__add__'],
  ['%', '__mod__'],
  ['|', '__or__'],
  ['[]', '__getitem__'],
]);

/** What an operator returns that a class of the program defines. */
export function ownOperation(
  operator: string | null,
  left: readonly Value[],
  folding: Folding,
): readonly Value[] {
  const method = operations.get(operator ?? '');
  if (method === undefined || !left.some(({ kind }) => kind === 'object')) return [];
  return memberValues(method, folding).flatMap((member) =>
    member.kind === 'function' ? returnsOf(member.node, folding) : [],
  );
}
