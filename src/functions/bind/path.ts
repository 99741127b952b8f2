import { quoteText } from '../../text/clean-text.ts';

/** Keys of mappings and positions in lists, from the outside in. */
export type Path = readonly (string | number)[];

export interface PathRead {
  path: Path;
  /** Where the text goes on after the path. */
  end: number;
  /** Why it is no path; null where it is one. */
  problem: string | null;
}

const mostParts = 64;
const name = /[\p{L}_][\p{L}\p{N}_]*/uy;
const position = /\[\s*(-?\d{1,9})\s*\]/y;
const quoted = /\[\s*(?:'([^']{0,200})'|"([^"]{0,200})")\s*\]/y;

/** Names that JavaScript gives a meaning of its own; no state has them by accident. */
const reserved = new Set(['__proto__', 'prototype', 'constructor']);

/** Reads `items[0].id` or `['odd key']` as far as it goes. */
export function readPath(text: string, start = 0): PathRead {
  const path: (string | number)[] = [];
  let end = start;
  const stop = (problem: string | null): PathRead => ({ path, end, problem });
  for (;;) {
    const part = readPart(text, end, path.length === 0);
    if (part === null) return stop(path.length === 0 ? 'it names nothing' : null);
    end = part.end;
    if (typeof part.value === 'number' && part.value < 0) return stop('a position counts from 0 upwards');
    if (reserved.has(String(part.value))) return stop(`"${part.value}" can't be part of a path`);
    if (path.length === mostParts) return stop(`it has more than ${mostParts} parts`);
    path.push(part.value);
  }
}

function readPart(
  text: string,
  at: number,
  isFirst: boolean,
): { value: string | number; end: number } | null {
  const dotted = !isFirst && text[at] === '.';
  if (isFirst || dotted) {
    const found = matchAt(name, text, dotted ? at + 1 : at);
    if (found !== null) return { value: found[0], end: name.lastIndex };
  }
  const index = matchAt(position, text, at);
  if (index !== null) return { value: Number(index[1]), end: position.lastIndex };
  const key = matchAt(quoted, text, at);
  return key === null ? null : { value: key[1] ?? key[2] ?? '', end: quoted.lastIndex };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** As it would be written, such as `items[0]['odd key']`. */
export function showPath(path: Path): string {
  return path.map((part, index) => showPart(part, index === 0)).join('');
}

function showPart(part: string | number, isFirst: boolean): string {
  if (typeof part === 'number') return `[${part}]`;
  if (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(part)) return isFirst ? part : `.${part}`;
  return `[${quoteText(part.slice(0, 200))}]`;
}

export type LookedUp =
  | { status: 'found'; value: unknown }
  | { status: 'missing'; depth: number; inside: unknown };

/** What stands at a path, by own members alone: nothing that an object inherits. */
export function lookUp(value: unknown, path: Path): LookedUp {
  let inside = value;
  for (const [depth, part] of path.entries()) {
    if (!hasMember(inside, part)) return { status: 'missing', depth, inside };
    inside = (inside as Record<string | number, unknown>)[part];
  }
  return { status: 'found', value: inside };
}

/** Lists have positions, mappings have keys, and nothing else has either. */
export function hasMember(value: unknown, part: string | number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) === (typeof part === 'number') && Object.hasOwn(value, part);
}
