import { CoderError } from '../errors/coder-error.ts';
import { hiddenInLine } from '../text/hidden-characters.ts';

export type LiteralValue =
  | string
  | number
  | boolean
  | null
  | readonly LiteralValue[]
  | { readonly [key: string]: LiteralValue };

const special = new RegExp(`[\\\\']|${hiddenInLine.source}`, 'gu');
const short: Record<string, string> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Python source that reads back as exactly this value, on one line and without invisible characters. */
export function pythonLiteral(value: LiteralValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return numberLiteral(value);
  if (typeof value === 'string') return `'${value.replace(special, escapeCharacter)}'`;
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(', ')}]`;
  const entries = Object.entries(value).map(([key, item]) => `${pythonLiteral(key)}: ${pythonLiteral(item)}`);
  return `{${entries.join(', ')}}`;
}

function numberLiteral(value: number): string {
  if (!Number.isFinite(value)) {
    throw new CoderError(`${value} has no Python literal; pass a finite number.`, { code: 'internal' });
  }
  return Object.is(value, -0) ? '-0.0' : String(value);
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) as number;
  if (short[character] !== undefined) return short[character];
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff
    ? `\\u${code.toString(16).padStart(4, '0')}`
    : `\\U${code.toString(16).padStart(8, '0')}`;
}
