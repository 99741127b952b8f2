import { isRecords } from '../files/read-key.ts';
import { copyOf } from '../values/make-table.ts';
import { labelTexts, sequence, textValue, unknown, type Value } from '../values/value.ts';

/** The values that a loop over `value` meets; `exact` when they are known one by one. */
export interface Elements {
  items: readonly Value[];
  exact: boolean;
}

export function elementsOf(value: Value): Elements | undefined {
  switch (value.kind) {
    case 'list':
      return value;
    case 'dict':
      return value.open ? undefined : { items: [...value.entries.keys()].map(textValue), exact: true };
    case 'table':
      return value.open ? undefined : { items: [{ kind: 'choice', texts: value.columns }], exact: false };
    case 'labels':
      return value.table.open ? undefined : { items: [...labelTexts(value)].map(textValue), exact: false };
    case 'groups':
      return { items: [sequence([unknown, copyOf(value.table)])], exact: false };
    case 'tree':
      return isRecords(value) ? { items: [{ ...value, at: 'record' }], exact: false } : undefined;
    default:
      return undefined;
  }
}

/** Every element at once: a constant text among others is only one of the choices. */
export function anyElement(
  elements: Elements | undefined,
  join: (left: Value, right: Value) => Value,
): Value {
  if (elements === undefined || elements.items.length === 0) return unknown;
  return elements.items.reduce(join);
}
