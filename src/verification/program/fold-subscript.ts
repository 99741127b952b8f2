import { grownValues } from './fold-member.ts';
import type { Folding } from './folding.ts';
import { textOf } from './source-text.ts';
import { childByField, type SyntaxNode } from './syntax-node.ts';
import { type Evaluate, type Item, isListing, isText, list, text, type Value, valuesOf } from './value.ts';

/** `object[index]`, and slices of texts and lists. */
export function foldSubscript(node: SyntaxNode, folding: Folding): readonly Value[] {
  const { source, evaluate } = folding;
  const object = childByField(node, 'value');
  const index = childByField(node, 'subscript');
  if (object === undefined || index === undefined) return [];
  const slice = index.type === 'slice' ? textOf(source, index).replace(/\s/g, '') : undefined;
  return evaluate(object).flatMap((value): readonly Value[] => {
    if (isListing(value)) return [value];
    if (slice !== undefined) return sliceOf(value, slice);
    const found = itemsAt(value, evaluate(index), evaluate);
    return found.flatMap((item) => grownValues(valuesOf(item, evaluate), textOf(source, object), folding));
  });
}

/** What stands at an index or key; everything where that is not known. */
export function itemsAt(value: Value, indexes: readonly Value[], evaluate: Evaluate): readonly Item[] {
  const [index] = indexes;
  if (value.kind === 'list') {
    const at =
      index?.kind === 'constant' ? Number(index.value) : index?.kind === 'number' ? index.value : null;
    if (at === null) return value.items;
    const item = value.items.at(at);
    return item === undefined ? [] : [item];
  }
  if (value.kind === 'dict') return entriesAt(value.entries, indexes, evaluate);
  const character =
    isText(value) && value.exact && index?.kind === 'number' ? value.prefix.at(index.value) : undefined;
  return character === undefined ? [] : [[text(character)]];
}

function entriesAt(
  entries: (Value & { kind: 'dict' })['entries'],
  keys: readonly Value[],
  evaluate: Evaluate,
): readonly Item[] {
  const spelled = spell(keys);
  const found = entries.filter(({ key }) => {
    const known = spell(valuesOf(key, evaluate));
    return spelled.length === 0 || known.length === 0 || known.some((one) => spelled.includes(one));
  });
  return found.map(({ value }) => value);
}

function spell(keys: readonly Value[]): string[] {
  return keys.flatMap((key) => {
    if (isText(key)) return key.exact ? [key.prefix] : [];
    return key.kind === 'number' ? [String(key.value)] : [];
  });
}

/** One name's share of a value that is taken apart. */
export function partOf(
  value: Value,
  { at, after }: { at: number; after: boolean },
  evaluate: Evaluate,
): readonly Value[] {
  if (value.kind !== 'list') return [];
  if (after) return [list(value.items.slice(at))];
  const item = value.items.at(at);
  return item === undefined ? [] : valuesOf(item, evaluate);
}

function sliceOf(value: Value, written: string): readonly Value[] {
  const parts = /^(-?\d*):(-?\d*)(?::(-?\d*))?$/.exec(written);
  if (parts === null) return value.kind === 'list' ? [value] : [];
  const [from, to] = [parts[1], parts[2]].map((part) => (part ? Number(part) : undefined));
  const step = parts[3] ? Number(parts[3]) : 1;
  const cut = <T>(items: readonly T[]): T[] => {
    if (step < 0) return items.toReversed().filter((_, at) => at % -step === 0);
    return items.slice(from ?? 0, to).filter((_, at) => at % step === 0);
  };
  if (value.kind === 'list') return [list(cut(value.items))];
  if (!isText(value) || !value.exact) return [];
  return [text(cut([...value.prefix]).join(''))];
}
