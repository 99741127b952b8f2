import { returnsOf } from './fold-function.ts';
import { parentOf } from './fold-path.ts';
import type { Folding } from './folding.ts';
import { textOf } from './source-text.ts';
import { childByField, type SyntaxNode } from './syntax-node.ts';
import { type Item, isText, list, type TextValue, text, type Value } from './value.ts';

/** `object.name`: a member of a module, of a path, or of whatever object of the program has one of this name. */
export function foldAttribute(node: SyntaxNode, folding: Folding): readonly Value[] {
  const { source, evaluate } = folding;
  const object = childByField(node, 'object');
  const attribute = childByField(node, 'attribute');
  if (object === undefined || attribute === undefined) return [];
  const name = textOf(source, attribute);
  const owners = evaluate(object);
  const named = owners.flatMap((value): readonly Value[] => {
    if (value.kind === 'name') return [constantMember(canonical(`${value.path}.${name}`), value.flagged)];
    return isText(value) ? partsOfText(value, name) : [];
  });
  if (named.length > 0 || owners.some(isText)) return named;
  const given = owners.flatMap((value) => (value.kind === 'object' ? givenMember(value, name) : []));
  return [...given, ...grownValues(memberValues(name, folding), name, folding)];
}

/** A path's folders; an enumeration's value is the text itself. */
function partsOfText(value: TextValue, name: string): readonly Value[] {
  if (name === 'value') return [value];
  if (value.kind === 'path' && (name === 'anchor' || name === 'root')) return [text('/')];
  if (value.kind !== 'path' || !value.exact) return [];
  if (name === 'parent') return [parentOf(value)];
  if (name !== 'parents') return [];
  const folders = [parentOf(value)];
  while (folders.length < 6) folders.push(parentOf(folders.at(-1) as TextValue));
  return [list(folders.map((folder) => [folder]))];
}

/** What an object was given when it was made, by name; by position where its class only holds what it is given. */
function givenMember({ given }: Value & { kind: 'object' }, name: string): readonly Value[] {
  const named = given.keywords.get(name)?.values;
  return named ?? given.positional.flatMap(({ values }) => values);
}

/** Everything that classes and objects of the program hold under a name. */
export function memberValues(
  name: string,
  folding: Pick<Folding, 'source' | 'index' | 'evaluate'>,
): readonly Value[] {
  return folding.index.membersOf(name).flatMap((member): readonly Value[] => {
    if (member.type !== 'function_definition') return folding.evaluate(member);
    return isProperty(member, folding) ? returnsOf(member, folding) : [{ kind: 'function', node: member }];
  });
}

function isProperty({ parent }: SyntaxNode, { source }: Pick<Folding, 'source'>): boolean {
  const decorators = parent?.children.filter(({ type }) => type === 'decorator') ?? [];
  return decorators.some((decorator) => /property$/.test(textOf(source, decorator)));
}

/** Lists and dicts of this name with what is put into them elsewhere. */
export function grownValues(values: readonly Value[], name: string, folding: Folding): readonly Value[] {
  const last = /\w+$/.exec(name)?.[0] ?? name;
  const growth = folding.index.growthOf(last);
  if (growth === undefined) return values;
  return values.map((value): Value => {
    if (value.kind === 'dict') {
      const taken = growth.whole.flatMap((node) => folding.evaluate(node));
      const entries = taken.flatMap((one) => (one.kind === 'dict' ? one.entries : []));
      const lists = growth.items.length > 0 ? [{ key: [], value: [list(growth.items)] }] : [];
      return { ...value, entries: [...value.entries, ...growth.entries, ...entries, ...lists] };
    }
    if (isText(value))
      return grownBytes(
        value,
        growth.items.flatMap((node) => folding.evaluate(node)),
      );
    if (value.kind !== 'list') return value;
    const taken = growth.whole.flatMap((node) => folding.evaluate(node));
    const items: Item[] = taken.flatMap((one) => (one.kind === 'list' ? one.items : []));
    return list([...value.items, ...growth.items, ...items]);
  });
}

/** `data = bytearray()` and what `data.append(47)` adds to it. */
function grownBytes(value: TextValue, added: readonly Value[]): TextValue {
  const codes = added.flatMap((one) =>
    one.kind === 'number' && one.value >= 0 && one.value < 256 ? [one.value] : [],
  );
  return value.exact && codes.length > 0
    ? { ...value, prefix: value.prefix + String.fromCharCode(...codes) }
    : value;
}

const constants = new Map([
  ['os.sep', '/'],
  ['os.path.sep', '/'],
  ['os.curdir', '.'],
  ['os.path.curdir', '.'],
  ['os.pardir', '..'],
  ['os.path.pardir', '..'],
  ['os.devnull', '/dev/null'],
]);

/** What a dotted name stands for: its constant where it has one. */
export function constantMember(path: string, flagged: boolean): Value {
  const constant = constants.get(path);
  return constant === undefined ? { kind: 'name', path, flagged } : text(constant);
}

export function canonical(path: string): string {
  return path.replace(/^(?:posixpath|genericpath|ntpath)(?=\.|$)/, 'os.path');
}
