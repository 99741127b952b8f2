import { unionOf } from './make-table.ts';
import { type Mapping, maxItems, type Sequence, unknown, type Value } from './value.ts';

/** A value that may be either; a missing one and None give way to the other. */
export function joinValues(left: Value | undefined, right: Value | undefined): Value {
  if (left === undefined || isNone(left)) return right ?? left ?? unknown;
  if (right === undefined || isNone(right) || left === right) return left;
  if (left.kind === 'table' && right.kind === 'table') return unionOf([left, right]);
  if (left.kind === 'list' && right.kind === 'list') return joinLists(left, right);
  if (left.kind === 'dict' && right.kind === 'dict') return joinMappings(left, right);
  const texts = [...textsOf(left), ...textsOf(right)];
  if (texts.length > 0 && textsOf(left).length > 0 && textsOf(right).length > 0) {
    return new Set(texts).size === 1 && left.kind === right.kind
      ? left
      : { kind: 'choice', texts: new Set(texts) };
  }
  return isSame(left, right) ? left : unknown;
}

function isNone(value: Value): boolean {
  return value.kind === 'constant' && value.value === null;
}

function textsOf(value: Value): string[] {
  if (value.kind === 'text' || value.kind === 'path') return [value.text];
  return value.kind === 'choice' ? [...value.texts] : [];
}

function joinLists(left: Sequence, right: Sequence): Value {
  const known = new Set(left.items);
  const items = [...left.items, ...right.items.filter((item) => !known.has(item))];
  const isEqual = items.length === left.items.length && left.items.length === right.items.length;
  if (items.length > maxItems) return { kind: 'list', items: [unknown], exact: false };
  return { kind: 'list', items, exact: isEqual && left.exact && right.exact };
}

function joinMappings(left: Mapping, right: Mapping): Mapping {
  const keys = new Set([...left.entries.keys(), ...right.entries.keys()]);
  const entries = [...keys].map(
    (key) => [key, joinValues(left.entries.get(key), right.entries.get(key))] as const,
  );
  return { ...left, entries: new Map(entries), open: left.open || right.open };
}

function isSame(left: Value, right: Value): boolean {
  if (left.kind !== right.kind) return false;
  const rest = right as unknown as Record<string, unknown>;
  return Object.entries(left).every(([key, value]) => rest[key] === value);
}
