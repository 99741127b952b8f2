import { cleanText } from '../../text/clean-text.ts';

const maxChars = 4_000;

/** A line of others as it may be shown: nothing hidden in it, and not endless. */
export function shownText(value: unknown, limit = maxChars): string {
  return cleanText(typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)), limit);
}
