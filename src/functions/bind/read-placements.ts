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

const objectKeys = ['to', 'from', 'convert'];
const partKeys = ['from', 'convert'];

/**
 * Reads `state.cleaned` (the whole result), `{ to, from, convert }` (a part of it, converted) or a mapping from paths of the state to
 * paths of the result, of which each can be `{ from, convert }`.
 */
export function readPlacements(result: unknown): ReadPlacements {
  const reading: Reading = { placements: [], problems: [] };
  if (typeof result === 'string') place(reading, [], { to: result });
  else if (!isMapping(result)) refuse(reading, [], wrongKind(result));
  else if (Object.keys(result).some((key) => objectKeys.includes(key))) place(reading, [], result);
  else placeEach(reading, result);
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
    } else if (typeof part === 'string') place(reading, [to], { to, from: part });
    else if (isMapping(part)) place(reading, [to], { to, ...onlyKnown(reading, [to], part) });
    else refuse(reading, [to], [`It must be a path of the result, not ${kindOfValue(part)}`, 'result.total']);
  }
}

/** The keys of one entry of a mapping; its place is the key of the entry and can't be said twice. */
function onlyKnown(reading: Reading, path: Path, part: Mapping): Mapping {
  for (const key of Object.keys(part)) {
    if (!partKeys.includes(key)) unknownKey(reading, [...path, key], partKeys);
  }
  return Object.fromEntries(Object.entries(part).filter(([key]) => partKeys.includes(key)));
}

function place(reading: Reading, path: Path, raw: Mapping): void {
  const before = reading.problems.length;
  for (const key of Object.keys(raw)) {
    if (!objectKeys.includes(key)) unknownKey(reading, [...path, key], objectKeys);
  }
  const inObject = (key: string): Path => (Object.keys(raw).length > 1 && path.length === 0 ? [key] : []);
  const to = pathBelow(reading, [...path, ...inObject('to')], { text: raw.to, root: 'state' });
  const from =
    raw.from === undefined
      ? []
      : pathBelow(reading, [...path, ...inObject('from')], { text: raw.from, root: 'result' });
  const convert = conversionOf(reading, [...path, 'convert'], raw.convert ?? null);
  if (to?.length === 0) refuse(reading, path, ['It must name a key of the state', wholeExample]);
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
  const meant = typeof raw === 'string' ? nearestName(raw, conversionNames) : null;
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
