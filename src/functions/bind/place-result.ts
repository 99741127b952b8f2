import type { ValueProblem } from '../../contracts/python-functions.ts';
import { conversions } from './conversions.ts';
import { whatItHas } from './describe-value.ts';
import { hasMember, lookUp, type Path, showPath } from './path.ts';
import type { Placement } from './read-placements.ts';

type State = Record<string, unknown>;

/** `unfit`: the result lacks a part or does not convert, or the state has something else in the way; nothing was placed. */
export type PlacedResult = { status: 'placed'; state: State } | { status: 'unfit'; problems: ValueProblem[] };

/** The state with the result where the placements say; the given state is not changed, and what is not touched is shared with it. */
export function placeResult(
  given: Readonly<State>,
  placements: readonly Placement[],
  result: unknown,
): PlacedResult {
  const problems: ValueProblem[] = [];
  let state: unknown = given;
  for (const placement of placements) {
    const part = partOf(result, placement);
    if ('problem' in part) problems.push(part.problem);
    else state = put(state, { path: placement.to, at: 0, value: part.value, problems });
  }
  return problems.length > 0 ? { status: 'unfit', problems } : { status: 'placed', state: state as State };
}

function partOf(
  result: unknown,
  { from, convert }: Placement,
): { value: unknown } | { problem: ValueProblem } {
  const found = lookUp(result, from);
  if (found.status === 'missing') {
    const there = showPath(['result', ...from.slice(0, found.depth)]);
    const message = `There is no ${showPath(['result', ...from])}; ${there} ${whatItHas(found.inside)}`;
    return { problem: { path: showPath(from), message, expected: null } };
  }
  if (convert === null) return { value: found.value };
  const converted = conversions[convert](found.value);
  if ('value' in converted) return converted;
  const message = `${showPath(['result', ...from])} ${converted.problem}`;
  return { problem: { path: showPath(from), message, expected: convert } };
}

interface Putting {
  path: Path;
  /** How much of the path has been followed. */
  at: number;
  value: unknown;
  problems: ValueProblem[];
}

/** A copy of `around` with the value at the rest of the path; what is missing or null on the way becomes a mapping. */
function put(around: unknown, putting: Putting): unknown {
  const { path, at, value, problems } = putting;
  const part = path[at];
  if (part === undefined) return value;
  const inner = (member: unknown): unknown => put(member, { ...putting, at: at + 1 });
  if (typeof part === 'number') {
    if (hasMember(around, part)) return (around as unknown[]).with(part, inner((around as unknown[])[part]));
    problems.push(inTheWay(around, path.slice(0, at), `no item ${part} to set`));
    return around;
  }
  if (typeof (around ?? {}) === 'object' && !Array.isArray(around)) {
    const member = hasMember(around, part) ? (around as Record<string, unknown>)[part] : undefined;
    return { ...(around as object | null), [part]: inner(member) };
  }
  problems.push(inTheWay(around, path.slice(0, at), `no place for ${showPath([part])}`));
  return around;
}

function inTheWay(around: unknown, path: Path, what: string): ValueProblem {
  const there = showPath(['state', ...path]);
  return { path: there, message: `${there} ${whatItHas(around)} and has ${what}`, expected: null };
}
