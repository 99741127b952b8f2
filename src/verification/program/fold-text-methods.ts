import { decodeWith } from './decode-text.ts';
import { fillBraces, fillDollars } from './fill-text.ts';
import { joinPaths, parentOf } from './fold-path.ts';
import type { Folding } from './folding.ts';
import {
  asList,
  concatenate,
  type Given,
  isText,
  list,
  type TextValue,
  text,
  unknownText,
  type Value,
  valuesOf,
} from './value.ts';

type Method = (value: TextValue, given: Given, folding: Folding) => readonly Value[];

export const asText = (values: readonly Value[] | undefined): TextValue =>
  values?.find(isText) ?? unknownText;
const at = (given: Given, position: number) => asText(given.positional[position]?.values);
const asPath = (value: TextValue): TextValue => ({ ...value, kind: 'path' });

/** The only text that is known of a placeholder; unknown where there are several. */
const formatted = (values: readonly Value[]): TextValue => {
  const [value] = values;
  if (values.length !== 1 || value === undefined) return unknownText;
  return value.kind === 'number' ? text(String(value.value)) : isText(value) ? value : unknownText;
};

const namesOf = ({ keywords }: Given) =>
  new Map([...keywords].map(([name, { values }]) => [name, formatted(values)]));

const same: Method = (value) => [value];
const changed =
  (change: (prefix: string) => string): Method =>
  (value) => [{ ...value, prefix: change(value.prefix) }];
const exactly =
  (change: (prefix: string, first: string | undefined) => string): Method =>
  (value, given) => {
    const first = given.positional[0] === undefined ? undefined : at(given, 0);
    if (!value.exact || first?.exact === false) return [unknownText];
    return [{ ...value, prefix: change(value.prefix, first?.prefix) }];
  };

const without = (characters: string | undefined) => (character: string) =>
  characters === undefined ? /\s/.test(character) : characters.includes(character);

const stripStart = (prefix: string, characters: string | undefined) => {
  const isStripped = without(characters);
  let from = 0;
  while (from < prefix.length && isStripped(prefix[from] as string)) from += 1;
  return prefix.slice(from);
};
const stripEnd = (prefix: string, characters: string | undefined) =>
  [...stripStart([...prefix].reverse().join(''), characters)].reverse().join('');

const split: Method = (value, given) => {
  const separator = given.positional[0] ?? given.keywords.get('sep');
  const by = separator === undefined ? undefined : asText(separator.values);
  if (!value.exact || by?.exact === false || by?.prefix === '') return [];
  const parts = by === undefined ? value.prefix.trim().split(/\s+/) : value.prefix.split(by.prefix);
  return [list(parts.map((part) => [text(part)]))];
};

const partition =
  (find: (text: string, separator: string) => number): Method =>
  (value, given) => {
    const separator = at(given, 0);
    const found = find(value.prefix, separator.prefix);
    if (!value.exact || !separator.exact || found === -1) return [];
    const parts = [
      value.prefix.slice(0, found),
      separator.prefix,
      value.prefix.slice(found + separator.prefix.length),
    ];
    return [list(parts.map((part) => [text(part)]))];
  };

const substitute: Method = (value, given) => [fillDollars(value, namesOf(given))];

/** Methods of texts, bytes and paths. */
export const foldedTextMethods = new Map<string, Method>(
  Object.entries({
    decode: (value, given) => [decodeWith(value, at(given, 0).prefix) ?? value],
    encode: same,
    tobytes: same,
    strip: exactly((prefix, characters) => stripEnd(stripStart(prefix, characters), characters)),
    lstrip: exactly(stripStart),
    rstrip: exactly(stripEnd),
    removeprefix: exactly((prefix, start = '') =>
      prefix.startsWith(start) ? prefix.slice(start.length) : prefix,
    ),
    removesuffix: exactly((prefix, end = '') =>
      end !== '' && prefix.endsWith(end) ? prefix.slice(0, -end.length) : prefix,
    ),
    lower: changed((prefix) => prefix.toLowerCase()),
    casefold: changed((prefix) => prefix.toLowerCase()),
    upper: changed((prefix) => prefix.toUpperCase()),
    swapcase: changed((prefix) =>
      prefix.replace(/[a-z]/gi, (letter) =>
        letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
      ),
    ),
    split,
    rsplit: split,
    splitlines: (value) => (value.exact ? [list(value.prefix.split('\n').map((line) => [text(line)]))] : []),
    partition: partition((whole, separator) => whole.indexOf(separator)),
    rpartition: partition((whole, separator) => whole.lastIndexOf(separator)),
    resolve: same,
    absolute: same,
    expanduser: same,
    with_suffix: (value) => [{ ...value, exact: false }],
    with_name: (value, given) => (value.exact ? [joinPaths([parentOf(value), at(given, 0)])] : [unknownText]),
    with_segments: (_, given) => [joinPaths(given.positional.map(({ values }) => asText(values)))],
    as_posix: (value) => [{ ...value, kind: 'text' }],
    __str__: (value) => [{ ...value, kind: 'text' }],
    __fspath__: (value) => [{ ...value, kind: 'text' }],
    __add__: (value, given) => [concatenate(value, at(given, 0))],
    __truediv__: (value, given) => [joinPaths([value, at(given, 0)])],
    joinpath: (value, given) => [
      joinPaths([asPath(value), ...given.positional.map(({ values }) => asText(values))]),
    ],
    join: (value, given, folding) => [joinStrings(value, given, folding)],
    format: (value, given) => [
      fillBraces(
        value,
        given.positional.map(({ values }) => formatted(values)),
        namesOf(given),
      ),
    ],
    format_map: (value, given, { evaluate }) => {
      const entries = given.positional[0]?.values.flatMap((one) => (one.kind === 'dict' ? one.entries : []));
      const pairs = (entries ?? []).map(
        ({ key, value: item }) =>
          [asText(valuesOf(key, evaluate)).prefix, formatted(valuesOf(item, evaluate))] as const,
      );
      return [fillBraces(value, [], new Map(pairs))];
    },
    substitute,
    safe_substitute: substitute,
    translate: (value, given, { evaluate }) => {
      const entries = given.positional[0]?.values.flatMap((one) => (one.kind === 'dict' ? one.entries : []));
      const to = new Map(
        (entries ?? []).map(
          ({ key, value: item }) =>
            [spelled(valuesOf(key, evaluate)), spelled(valuesOf(item, evaluate))] as const,
        ),
      );
      return value.exact ? [text([...value.prefix].map((one) => to.get(one) ?? one).join(''))] : [];
    },
    replace: (value, given) => {
      const [old, fresh] = [at(given, 0), at(given, 1)];
      if (!value.exact || !old.exact || !fresh.exact || old.prefix === '') return [unknownText];
      return [text(value.prefix.replaceAll(old.prefix, fresh.prefix))];
    },
  } satisfies Record<string, Method>),
);

/** A character, by itself or by its number. */
function spelled([value]: readonly Value[]): string {
  if (value?.kind === 'number' && value.value >= 0 && value.value <= 0x10ffff)
    return String.fromCodePoint(value.value);
  return value !== undefined && isText(value) ? value.prefix : '';
}

/** `''.join(…)` of a list whose order is known. */
function joinStrings(separator: TextValue, given: Given, { evaluate }: Folding): TextValue {
  const items = asList(given.positional[0]?.values ?? []);
  if (items === undefined || !separator.exact) return unknownText;
  const parts = items.map((item) => asText(valuesOf(item, evaluate)));
  return parts.reduce(
    (joined, part, index) => concatenate(index === 0 ? joined : concatenate(joined, separator), part),
    text(''),
  );
}
