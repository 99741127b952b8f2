import { isDeepStrictEqual } from 'node:util';
import type { CallResult } from '../../contracts/python-functions.ts';

interface Expected {
  result?: unknown;
  /** Name of an exception's class. */
  raises?: string | undefined;
}

interface Difference {
  path: string;
  wanted: unknown;
  found: unknown;
}

/** Floats may differ in the last digits between processors and versions. */
const tolerance = 1e-9;
const shownCharacters = 200;

/** One sentence on how a call differs from what its example declares; null where it does not. */
export function compareExample(call: CallResult, { result, raises }: Expected): string | null {
  const { success, status, error } = call;
  if (raises !== undefined) {
    if (status === 'failed' && error?.type === raises) return null;
    return `It should raise ${raises}, and ${error?.type ? `raised ${error.type}` : `ended as ${status}`}.`;
  }
  if (!success) return error?.message ?? `It ended as ${status}.`;
  if (result === undefined) return null;
  const difference = firstDifference({ path: '', wanted: result, found: call.result });
  if (difference === null) return null;
  const { path, wanted, found } = difference;
  return `${path === '' ? 'The result' : path} is ${shown(found)}, and should be ${shown(wanted)}.`;
}

function firstDifference({ path, wanted, found }: Difference): Difference | null {
  const here = { path, wanted, found };
  if (typeof wanted === 'number' && typeof found === 'number')
    return Math.abs(wanted - found) <= tolerance * Math.max(1, Math.abs(wanted)) ? null : here;
  if (!isContainer(wanted) || !isContainer(found) || Array.isArray(wanted) !== Array.isArray(found))
    return isDeepStrictEqual(wanted, found) ? null : here;
  for (const key of new Set([...Object.keys(wanted), ...Object.keys(found)])) {
    const inner = Array.isArray(wanted) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const difference = firstDifference({
      path: inner,
      wanted: member(wanted, key),
      found: member(found, key),
    });
    if (difference !== null) return difference;
  }
  return null;
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Nothing that an object inherits. */
function member(around: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(around, key) ? around[key] : undefined;
}

function shown(value: unknown): string {
  const text = value === undefined ? 'missing' : JSON.stringify(value);
  return text.length <= shownCharacters ? text : `${text.slice(0, shownCharacters)}…`;
}
