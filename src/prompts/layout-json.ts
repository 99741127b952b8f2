import { quoteText } from './clean-text.ts';

const inlineChars = 160;

/** JSON for a model to read: short values stay on one line, long ones get a line per item; no hidden character stands raw. */
export function layoutJson(value: unknown, indent = ''): string {
  const inline = inlineJson(value);
  if (inline.length <= inlineChars || typeof value !== 'object' || value === null) return inline;
  const inner = `${indent} `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const items = Array.isArray(value)
    ? value.map((item) => layoutJson(item, inner))
    : Object.entries(value).map(([key, item]) => `${quoteText(key)}: ${layoutJson(item, inner)}`);
  return `${open}\n${items.map((item) => inner + item).join(',\n')}\n${indent}${close}`;
}

function inlineJson(value: unknown): string {
  if (typeof value === 'string') return quoteText(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(inlineJson).join(', ')}]`;
  const fields = Object.entries(value).map(([key, item]) => `${quoteText(key)}: ${inlineJson(item)}`);
  return `{${fields.join(', ')}}`;
}
