import { cleanText } from '../../text/clean-text.ts';
import { nearestName } from '../../verification/references/nearest-name.ts';
import { type Path, readPath, showPath } from './path.ts';

/** What a binding takes its value from. */
export const roots = ['state', 'env'] as const;

/** One `${…}`. */
export interface Binding {
  root: (typeof roots)[number];
  /** Below the root; empty for the whole of it. */
  path: Path;
  /** What stands for a missing or null value: text with bindings of its own, or a value. */
  fallback: { template: Template } | { value: unknown } | null;
  /** As it was written, without the fallback. */
  shown: string;
}

/** A text with bindings: what is not a binding stands as it is. */
export type Template = readonly (string | Binding)[];

export interface BindingProblem {
  message: string;
  /** What to write instead. */
  suggestion: string;
}

export type ParsedBinding =
  | { template: Template; problem: null }
  | { template: null; problem: BindingProblem };

const mostNested = 8;
const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Reads a text once from left to right; `$${` is a literal `${`, and nothing that a binding brings in is read again. */
export function parseBinding(text: string): ParsedBinding {
  try {
    return { template: readTemplate(text, 0), problem: null };
  } catch (error) {
    if (error instanceof Malformed) return { template: null, problem: error.problem };
    throw error;
  }
}

/** Ends the reading of a text from wherever it is found; never leaves this file. */
class Malformed extends Error {
  readonly problem: BindingProblem;
  constructor(problem: BindingProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

function readTemplate(text: string, nested: number): Template {
  const template: (string | Binding)[] = [];
  let plain = '';
  for (let index = 0; index < text.length; ) {
    const at = text.indexOf('${', index);
    const dollars = at < 0 ? 0 : dollarsBefore(text, at, index) + 1;
    plain += at < 0 ? text.slice(index) : text.slice(index, at + 1 - dollars) + '$'.repeat(dollars / 2);
    if (at < 0) break;
    if (dollars % 2 === 0) {
      plain += '{';
      index = at + 2;
      continue;
    }
    if (plain !== '') template.push(plain);
    plain = '';
    const { binding, end } = readBinding(text, at, nested);
    template.push(binding);
    index = end;
  }
  return plain === '' ? template : [...template, plain];
}

function dollarsBefore(text: string, at: number, from: number): number {
  let first = at;
  while (first > from && text[first - 1] === '$') first -= 1;
  return at - first;
}

function readBinding(text: string, at: number, nested: number): { binding: Binding; end: number } {
  const { path, end, problem } = readPath(text, skipSpaces(text, at + 2));
  const next = skipSpaces(text, end);
  const shown = cleanText(text.slice(at, Math.min(text.length, end + 24)), 80);
  if (problem !== null)
    throw new Malformed({ message: `${shown}: ${problem}`, suggestion: `\${state.name}` });
  const isDefaulted = text.startsWith(':-', next);
  if (!isDefaulted && text[next] !== '}') throw new Malformed(unexpected(shown, path));
  const close = isDefaulted ? closingBrace(text, next + 2) : next;
  if (close < 0) {
    throw new Malformed({
      message: `${shown} is not closed`,
      suggestion: 'end it with }, or write $${ for a literal ${',
    });
  }
  const binding = {
    ...bound(path),
    fallback: isDefaulted ? readFallback(text.slice(next + 2, close), nested) : null,
    shown: `\${${showPath(path)}}`,
  };
  return { binding, end: close + 1 };
}

function unexpected(shown: string, path: Path): BindingProblem {
  const written = showPath(path);
  return {
    message: `${shown}: only .name, [0], ['odd key'], :-default or } can follow ${written}`,
    suggestion: `\${${written}} or \${${written}:-default}, or $\${ for a literal \${`,
  };
}

function bound(path: Path): Pick<Binding, 'root' | 'path'> {
  const [first, ...rest] = path;
  const root = roots.find((known) => known === first);
  if (root === undefined) {
    const meant = nearestName(String(first), roots) ?? 'state';
    const kept = path.length === 1 ? path : rest;
    throw new Malformed({
      message: `\${${showPath(path)}}: there is no "${cleanText(String(first), 60)}" to take a value from`,
      suggestion: `\${${showPath([meant, ...kept])}}`,
    });
  }
  if (root === 'env' && !(rest.length === 1 && variableName.test(String(rest[0])))) {
    throw new Malformed({
      message: `\${${showPath(path)}} does not name a variable`,
      suggestion: `\${env.NAME}, with the NAME listed in env`,
    });
  }
  return { root, path: rest };
}

function readFallback(text: string, nested: number): NonNullable<Binding['fallback']> {
  if (text.includes('${')) {
    if (nested < mostNested) return { template: readTemplate(text, nested + 1) };
    throw new Malformed({
      message: `defaults stand in defaults more than ${mostNested} times`,
      suggestion: 'bind the parameter to one path',
    });
  }
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { value: text };
  }
}

/** The `}` that belongs to the binding: braces inside a default come in pairs, except in the strings of JSON. */
function closingBrace(text: string, from: number): number {
  const isJson = /^[\s]{0,20}[[{"]/.test(text.slice(from, from + 21));
  let open = 0;
  let inString = false;
  for (let index = from; index < text.length; index++) {
    const character = text[index];
    if (inString && character === '\\') index += 1;
    else if (character === '"' && isJson) inString = !inString;
    else if (!inString && character === '{') open += 1;
    else if (!inString && character === '}' && open-- === 0) return index;
  }
  return -1;
}

function skipSpaces(text: string, from: number): number {
  let index = from;
  while (text[index] === ' ') index += 1;
  return index;
}
