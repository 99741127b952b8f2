import { quoteText } from '../../text/clean-text.ts';
import { nearestName } from '../../verification/references/nearest-name.ts';
import type { PlacedProblem } from './check-bindings.ts';
import { type Conversion, conversionNames } from './conversions.ts';
import { kindOfValue } from './describe-value.ts';
import { type Path, readPath } from './path.ts';

/** One part of a result and where it goes. */
export interface Placement {
  /** Below the state. */
  to: Path;
  /** Below the result; empty for the whole of it. */
  from: Path;
  convert: Conversion | null;
}

export interface ReadPlacements {
  placements: Placement[];
  problems: PlacedProblem[];
}

/** What Python and other languages call what is converted to. */
const otherNames = new Map<string, Conversion>([
  ['str', 'text'],
  ['string', 'text'],
  ['int', 'integer'],
  ['float', 'number'],
  ['decimal', 'number'],
  ['bool', 'boolean'],
  ['array', 'list'],
]);

const objectKeys = ['to', 'from', 'convert'];
const partKeys = ['from', 'convert'];

/**
 * Reads `state.cleaned` (the whole result), `{ to, from, convert }` (a part of it, converted) or a mapping from paths of the state to
 * paths of the result, of which each can be `{ from, convert }`.
 */
export function readPlacements(result: unknown): ReadPlacements {
  const reading: Reading = { placements: [], problems: [] };
  if (typeof result === 'string') place(reading, { to: result, toPath: [], part: {}, path: [] });
  else if (!isMapping(result)) refuse(reading, [], wrongKind(result));
  else if (Object.keys(result).some((key) => objectKeys.includes(key))) {
    const { to, ...part } = result;
    place(reading, { to, toPath: 'to' in result ? ['to'] : [], part, path: [] });
  } else placeEach(reading, result);
  return reading;
}

type Reading = ReadPlacements;
type Mapping = Record<string, unknown>;

const wholeExample = 'result: state.cleaned';
const partExample = '{ to: state.total, from: result.total }';

function wrongKind(result: unknown): [string, string] {
  return [`It must be a path of the state or a mapping, not ${kindOfValue(result)}`, wholeExample];
}

function placeEach(reading: Reading, mapping: Mapping): void {
  if (Object.keys(mapping).length === 0) refuse(reading, [], ['It says no place', wholeExample]);
  for (const [to, part] of Object.entries(mapping)) {
    if (!/^state\s*[.[]/.test(to)) {
      const meant = nearestName(to, objectKeys) ?? `"state.${to}"`;
      refuseKey(reading, [to], ['A place must begin with "state."', meant]);
    } else if (typeof part === 'string' && !/^\s*result\b/.test(part)) {
      refuse(reading, [to], ['A part of the result must begin with "result"', `result.${part}`]);
    } else if (typeof part === 'string')
      place(reading, { to, toPath: [to], part: { from: part }, path: [to] });
    else if (isMapping(part)) place(reading, { to, toPath: [to], part, path: [to] });
    else refuse(reading, [to], [`It must be a path of the result, not ${kindOfValue(part)}`, 'result.total']);
  }
}

interface Declared {
  to: unknown;
  toPath: Path;
  /** With `from` and `convert`. */
  part: Mapping;
  path: Path;
}

function place(reading: Reading, { to: where, toPath, part, path }: Declared): void {
  const before = reading.problems.length;
  for (const key of Object.keys(part)) {
    if (!partKeys.includes(key))
      unknownKey(reading, [...path, key], path.length === 0 ? objectKeys : partKeys);
  }
  const to = pathBelow(reading, toPath, { text: where, root: 'state' });
  const from =
    part.from === undefined ? [] : pathBelow(reading, [...path, 'from'], { text: part.from, root: 'result' });
  const convert = conversionOf(reading, [...path, 'convert'], part.convert ?? null);
  if (to?.length === 0) refuse(reading, toPath, ['It must name a key of the state', wholeExample]);
  if (to === null || from === null || reading.problems.length > before) return;
  reading.placements.push({ to, from, convert });
}

function pathBelow(
  reading: Reading,
  path: Path,
  { text, root }: { text: unknown; root: 'state' | 'result' },
): Path | null {
  const example = root === 'state' ? 'state.total' : 'result.total';
  if (typeof text !== 'string') {
    const what = text === undefined ? 'is missing' : `must be a path, not ${kindOfValue(text)}`;
    return refuse(reading, path, [`${root === 'state' ? '"to"' : '"from"'} ${what}`, example]);
  }
  const written = text.trim();
  const { path: parts, end, problem } = readPath(written);
  if (problem !== null || end < written.length) {
    const why = problem ?? `"${written.slice(end, end + 20)}" is no part of a path`;
    return refuse(reading, path, [`It is not a path: ${why}`, `${example}, or state['odd key']`]);
  }
  if (root === 'state' && parts[0] === 'result') {
    return refuse(reading, path, ['It names a part of the result, not a place in the state', partExample]);
  }
  return parts[0] === root ? parts.slice(1) : parts;
}

function conversionOf(reading: Reading, path: Path, raw: unknown): Conversion | null {
  const known = conversionNames.find((name) => name === raw);
  if (known !== undefined || raw === null) return known ?? null;
  const meant = typeof raw === 'string' ? (otherNames.get(raw) ?? nearestName(raw, conversionNames)) : null;
  return refuse(reading, path, ['There is no such conversion', meant ?? conversionNames.join(', ')]);
}

function unknownKey(reading: Reading, path: Path, known: string[]): void {
  const meant = nearestName(String(path.at(-1)), known) ?? known.join(', ');
  refuseKey(reading, path, [`${quoteText(String(path.at(-1)).slice(0, 60))} is no key here`, meant]);
}

function refuse(reading: Reading, path: Path, [message, suggestion]: [string, string]): null {
  reading.problems.push({ path, message, suggestion });
  return null;
}

function refuseKey(reading: Reading, path: Path, [message, suggestion]: [string, string]): void {
  reading.problems.push({ path, at: 'key', message, suggestion });
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
