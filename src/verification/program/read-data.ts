import { list, number, type TextValue, text, type Value } from './value.ts';

/** What `json.loads` or `ast.literal_eval` makes of a text that is known. */
export function readData({ prefix, exact }: TextValue): Value[] {
  if (!exact) return [];
  const quoted = /^\s*'([^'\\]*)'\s*$/.exec(prefix)?.[1];
  if (quoted !== undefined) return [text(quoted)];
  try {
    return plainValue(
      JSON.parse(prefix.includes('"') ? prefix : prefix.replaceAll("'", '"').replace(/^\((.*)\)$/s, '[$1]')),
    );
  } catch {
    return [];
  }
}

function plainValue(data: unknown): Value[] {
  if (typeof data === 'string') return [text(data)];
  if (typeof data === 'number') return [number(data)];
  if (typeof data === 'boolean' || data === null) return [{ kind: 'constant', value: data }];
  if (Array.isArray(data)) return [list(data.map(plainValue))];
  const entries = Object.entries(data as object).map(([key, value]) => ({
    key: [text(key)],
    value: plainValue(value),
  }));
  return [{ kind: 'dict', entries }];
}
