import { CoderError } from '../errors/coder-error.ts';
import { quoteText } from '../text/clean-text.ts';
import { templateLimits } from './template-limits.ts';

/** Names that mean something else wherever they stand in a template, so that no variable of theirs would be seen. */
const reserved = new Set(
  'true false none True False None and or not in is if else self super loop caller varargs kwargs'.split(' '),
);
const identifier = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;
const deepest = 100;
const mostDigits = 4_200;

interface Writing {
  parts: string[];
  /** Characters that may still be written. */
  left: number;
  /** Where the value in hand stands. */
  path: string[];
}

/** Variables as JSON, in which whole numbers of any size stand with all their digits. Throws `input-invalid` naming the one that is no data. */
export function variablesText(variables: unknown): string {
  if (!isPlainObject(variables)) throw unusable('The variables are an object: names and their values.');
  for (const name of Object.keys(variables)) checkName(name);
  const writing: Writing = { parts: [], left: templateLimits.variablesBytes, path: [] };
  write(writing, variables);
  const text = writing.parts.join('');
  if (Buffer.byteLength(text) > templateLimits.variablesBytes) throw tooLarge();
  return text;
}

function checkName(name: string): void {
  const shown = quoteText(name.slice(0, 100));
  if (reserved.has(name))
    throw unusable(
      `The variable ${shown} would not be seen, as Jinja has a meaning of its own for this word: choose another name.`,
    );
  if (!identifier.test(name))
    throw unusable(
      `The variable ${shown} has no name that a template can write: put it into an object, data[${shown}].`,
    );
}

function write(writing: Writing, given: unknown): void {
  const { path } = writing;
  const value = hasToJson(given) ? given.toJSON() : given;
  if (path.length > deepest)
    throw unusable(`${where(path.slice(0, 5))} is nested deeper than ${deepest} levels.`);
  const isList = Array.isArray(value);
  if (!isList && !isPlainObject(value)) {
    put(writing, scalarText(value ?? null, path));
    return;
  }
  put(writing, isList ? '[' : '{');
  for (const [index, [key, member]] of membersOf(value).entries()) {
    if (index > 0) put(writing, ',');
    if (!isList) put(writing, `${JSON.stringify(key)}:`);
    path.push(key);
    write(writing, member);
    path.pop();
  }
  put(writing, isList ? ']' : '}');
}

function membersOf(value: unknown[] | Record<string, unknown>): [string, unknown][] {
  if (Array.isArray(value)) return Array.from(value, (item, index) => [String(index), item ?? null]);
  return Object.entries(value).filter(([, member]) => member !== undefined);
}

function put(writing: Writing, text: string): void {
  writing.left -= text.length;
  if (writing.left < 0) throw tooLarge();
  writing.parts.push(text);
}

function scalarText(value: unknown, path: string[]): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'bigint') {
    const digits = value.toString();
    if (digits.length <= mostDigits) return digits;
    throw unusable(`${where(path)} has more than ${mostDigits} digits.`);
  }
  if (typeof value !== 'number')
    throw unusable(
      `${where(path)} is no data: a ${typeof value === 'object' ? 'class' : typeof value} is nothing that JSON can say.`,
    );
  if (!Number.isFinite(value)) throw unusable(`${where(path)} is ${value}, which JSON has no word for.`);
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21)
    throw unusable(
      `${where(path)} is a whole number with too many digits to be exact: give it as text or as a bigint.`,
    );
  return JSON.stringify(value);
}

function where(path: string[]): string {
  return `The variable ${quoteText(path.join('.').slice(0, 200))}`;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype as object) === null;
}

function hasToJson(value: unknown): value is { toJSON: () => unknown } {
  return (
    typeof value === 'object' && value !== null && 'toJSON' in value && typeof value.toJSON === 'function'
  );
}

function tooLarge(): CoderError {
  return unusable(
    `The variables have more than the ${templateLimits.variablesBytes / 2 ** 20} MiB of JSON that they may have.`,
  );
}

function unusable(message: string): CoderError {
  return new CoderError(message, { code: 'input-invalid' });
}
