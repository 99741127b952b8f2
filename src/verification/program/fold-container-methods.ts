import { itemsAt } from './fold-subscript.ts';
import type { Folding } from './folding.ts';
import { elementsOf, type Given, list, type Value, valuesOf } from './value.ts';

type Method = (value: Value, given: Given, folding: Folding) => readonly Value[];

const entriesOf = (value: Value) => (value.kind === 'dict' ? value.entries : []);

/** One value by its key, or the default the call names. */
const lookUp: Method = (value, { positional }, { evaluate }) => [
  ...itemsAt(value, positional[0]?.values ?? [], evaluate).flatMap((item) => valuesOf(item, evaluate)),
  ...(positional[1]?.values ?? []),
];

/** Methods of lists and dicts that give back what is in them. */
const methods = new Map<string, Method>(
  Object.entries({
    get: lookUp,
    setdefault: lookUp,
    __getitem__: lookUp,
    pop: (value, given, folding) =>
      value.kind === 'dict' ? lookUp(value, given, folding) : elementsOf([value], folding.evaluate),
    popleft: (value, _, { evaluate }) => elementsOf([value], evaluate),
    values: (value) => [list(entriesOf(value).map((entry) => entry.value))],
    keys: (value) => [list(entriesOf(value).map((entry) => entry.key))],
    items: (value) => [list(entriesOf(value).map((entry) => [list([entry.key, entry.value])]))],
    copy: (value) => [value],
    tolist: (value) => [value],
    tobytes: (value, _, { evaluate }) => elementsOf([value], evaluate),
  } satisfies Record<string, Method>),
);

export function foldContainer(
  receivers: readonly Value[],
  name: string,
  { given, folding }: { given: Given; folding: Folding },
): readonly Value[] {
  const method = methods.get(name);
  if (method === undefined) return [];
  return receivers
    .filter(({ kind }) => kind === 'list' || kind === 'dict')
    .flatMap((value) => method(value, given, folding));
}
