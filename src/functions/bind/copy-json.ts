import { kindOfValue } from './describe-value.ts';
import type { Path } from './path.ts';

/** What keeps a value from being JSON, and where. */
export interface JsonProblem {
  path: Path;
  message: string;
}

export interface JsonCopy {
  value: unknown;
  /** The first ones; empty where the copy is whole. */
  problems: JsonProblem[];
  /** Whether it was too much to copy; then everything after the limit is null. */
  isExhausted: boolean;
}

const deepest = 100;
const mostProblems = 50;
const mostValues = 5_000_000;

/** A copy that is JSON and shares nothing with `value`; what has a `toJSON` is what that says, and undefined members are left out. */
export function copyJson(value: unknown, limit = mostValues): JsonCopy {
  const copying: Copying = { problems: [], around: new Set(), left: limit };
  const copy = copyOf(value, [], copying);
  return { value: copy, problems: copying.problems, isExhausted: copying.left < 0 };
}

interface Copying {
  problems: JsonProblem[];
  /** The mappings and lists that the value in hand stands in. */
  around: Set<object>;
  /** Values that may still be copied: shared parts are copied each time they are met. */
  left: number;
}

function copyOf(given: unknown, path: Path, copying: Copying): unknown {
  if (copying.problems.length >= mostProblems || copying.left < 0) return null;
  copying.left -= 1;
  const value = hasToJson(given) ? given.toJSON() : given;
  const message = copying.left < 0 ? 'holds too many values' : whyNotJson(value, path, copying);
  if (message !== null) {
    copying.problems.push({ path, message });
    return null;
  }
  if (typeof value !== 'object' || value === null) return value;
  copying.around.add(value);
  const copy = Array.isArray(value)
    ? Array.from(value, (item, index) => copyOf(item ?? null, [...path, index], copying))
    : copyOfMembers(value, path, copying);
  copying.around.delete(value);
  return copy;
}

function copyOfMembers(value: object, path: Path, copying: Copying): object {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    members.map(([key, member]) => {
      if (key !== '__proto__') return [key, copyOf(member, [...path, key], copying)];
      copying.problems.push({ path: [...path, key], message: 'is a key that no value may have' });
      return [key, null];
    }),
  );
}

function whyNotJson(value: unknown, path: Path, { around }: Copying): string | null {
  if (typeof value === 'number') return whyNotNumber(value);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return null;
  if (typeof value !== 'object') return `is ${kindOfValue(value)}, which JSON has no word for`;
  if (around.has(value)) return 'contains itself';
  if (path.length >= deepest) return `lies deeper than ${deepest} levels`;
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain =
    Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype as object) === null;
  return isPlain ? null : 'is an object of a class, which JSON has no word for';
}

/** Beyond 2^53 a number read from JSON or YAML is no longer the one that was written. */
function whyNotNumber(value: number): string | null {
  if (!Number.isFinite(value)) return `is ${value}, which JSON has no word for`;
  const isExact = !Number.isInteger(value) || Number.isSafeInteger(value) || Math.abs(value) >= 1e21;
  return isExact ? null : 'is a whole number with too many digits; give it as text';
}

function hasToJson(value: unknown): value is { toJSON: () => unknown } {
  return (
    typeof value === 'object' && value !== null && 'toJSON' in value && typeof value.toJSON === 'function'
  );
}
