import { quoteText } from '../text/clean-text.ts';

const inlineChars = 160;

/** JSON for a model to read: short values stay on one line, long ones get a line per item; no hidden character stands raw. */
export function layoutJson(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return plainJson(value);
  const inline = inlineJson(value, inlineChars);
  if (inline !== null) return inline;
  const inner = `${indent} `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const items = Array.isArray(value)
    ? value.map((item) => layoutJson(item, inner))
    : Object.entries(value).map(([key, item]) => `${quoteText(key)}: ${layoutJson(item, inner)}`);
  return `${open}\n${items.map((item) => inner + item).join(',\n')}\n${indent}${close}`;
}

/** The value on one line, or null as soon as it is known to take more than `room` characters. */
function inlineJson(value: unknown, room: number): string | null {
  if (typeof value !== 'object' || value === null) {
    const plain = plainJson(value);
    return plain.length <= room ? plain : null;
  }
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  let text = open as string;
  for (const [key, item] of Object.entries(value)) {
    if (text.length > 1) text += ', ';
    if (!Array.isArray(value)) text += `${quoteText(key)}: `;
    const inner = inlineJson(item, room - text.length - 1);
    if (inner === null) return null;
    text += inner;
  }
  return text.length < room ? text + close : null;
}

function plainJson(value: unknown): string {
  return typeof value === 'string' ? quoteText(value) : (JSON.stringify(value) ?? 'null');
}
