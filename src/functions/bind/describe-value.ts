import { quoteText } from '../../text/clean-text.ts';

const mostNames = 12;

/** What kind of value it is, in the words of YAML, for a sentence. */
export function kindOfValue(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'a list';
  const kinds: Record<string, string> = { string: 'text', number: 'a number', boolean: 'true or false' };
  return kinds[typeof value] ?? (typeof value === 'object' ? 'a mapping' : `a ${typeof value}`);
}

/** What could be asked of a value: the names in a mapping, the length of a list, never a value. */
export function whatItHas(value: unknown): string {
  if (Array.isArray(value)) return `is a list of ${value.length}`;
  if (typeof value !== 'object' || value === null) return `is ${kindOfValue(value)}`;
  const names = Object.keys(value);
  if (names.length === 0) return 'is empty';
  const shown = names.slice(0, mostNames).map((name) => quoteText(name.slice(0, 60)));
  const rest = names.length - shown.length;
  return `has ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
