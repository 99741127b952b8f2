import { byName, type Method } from '../calls.ts';
import { namesIn } from '../tables/read-columns.ts';
import {
  knownText,
  type Mapping,
  nothing,
  type Sequence,
  sequence,
  textValue,
  unknown,
  type Value,
} from '../values/value.ts';

const tested = 'issubset issuperset intersection difference union isdisjoint';

/** Methods of lists and sets, as far as they are followed. */
export const listMethods = byName<Method<Sequence>>([
  ['append add', (list, call) => grow(list, [call.positional[0] ?? unknown])],
  [
    'extend update',
    (list, call) => {
      const [more] = call.positional;
      if (more?.kind === 'list') return grow(list, more.items, more.exact);
      return grow(list, [unknown], false);
    },
  ],
  ['copy', (list) => ({ ...list, items: [...list.items] })],
  ['index count sort reverse', () => unknown],
  [
    tested,
    (list, call) => {
      for (const value of [list, ...call.positional]) {
        for (const { name } of namesIn(value, call.node)) call.session.tested.add(name);
      }
      return unknown;
    },
  ],
]);

function grow(list: Sequence, items: readonly Value[], exact = true): Value {
  Object.assign(list, sequence([...list.items, ...items], list.exact && exact));
  return nothing;
}

/** Methods of dictionaries, as far as they are followed. */
export const mappingMethods = byName<Method<Mapping>>([
  ['keys', ({ entries, open }) => sequence([...entries.keys()].map(textValue), !open)],
  ['values', ({ entries, open }) => (open ? unknown : sequence([...entries.values()]))],
  [
    'items',
    ({ entries, open }) =>
      open ? unknown : sequence([...entries].map(([key, value]) => sequence([textValue(key), value]))),
  ],
  [
    'get',
    ({ entries }, call) => {
      const name = knownText(call.positional[0]);
      return (name === undefined ? undefined : entries.get(name)) ?? unknown;
    },
  ],
  ['copy', (mapping) => ({ ...mapping, entries: new Map(mapping.entries) })],
]);
