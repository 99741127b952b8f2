import type { OfferedTool } from '../tool-call-parser.ts';
import { isFields } from './call-shapes.ts';
import { readJson } from './read-json.ts';

type Schema = Record<string, unknown>;

export function parameterSchema(tool: OfferedTool | undefined, name: string): Schema | undefined {
  const properties = tool?.parameters.properties;
  const schema = isFields(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
  return isFields(schema) ? schema : undefined;
}

/** The value of a parameter that stands as plain text: of the type its schema names, else of the type it looks like. */
export function typedValue(raw: string, schema: Schema | undefined, budget: { left: number }): unknown {
  const text = raw.trim();
  const types = typesOf(schema);
  if (text.startsWith('"')) return stringOf(text) ?? raw;
  const isText = types.has('string') && !(text === 'null' && types.has('null'));
  if (isText && types.size === 1) return raw;
  const plain = words[text.toLowerCase()];
  if (plain !== undefined && (types.size === 0 ? text === text.toLowerCase() : types.has(plain.type)))
    return plain.value;
  if (
    /^-?(?:\d|\.\d)[\d.eE+-]*$/.test(text) &&
    (types.size === 0 || types.has('number') || types.has('integer'))
  ) {
    const isNumber = types.size > 0 || /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text);
    if (isNumber && Number.isFinite(Number(text))) return Number(text);
  }
  const isBracketed = /^[{[]/.test(text) && (types.size === 0 || types.has('object') || types.has('array'));
  const read = isBracketed ? readJson(text, types.size === 0 ? { left: 0 } : budget) : null;
  return read === null || 'reason' in read ? raw : read.value;
}

const words: Record<string, { type: string; value: unknown }> = {
  true: { type: 'boolean', value: true },
  false: { type: 'boolean', value: false },
  null: { type: 'null', value: null },
  none: { type: 'null', value: null },
};

/** The types a schema allows; none when it says nothing of them. */
function typesOf(schema: Schema | undefined): Set<unknown> {
  if (schema === undefined) return new Set();
  const choices = ['anyOf', 'oneOf', 'allOf'].flatMap((key) =>
    Array.isArray(schema[key]) ? schema[key] : [],
  );
  const named = choices.filter(isFields).flatMap(({ type }) => type ?? []);
  return new Set([schema.type ?? [], named].flat());
}

function stringOf(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A value as plain text that `typedValue` reads back: a string stands as it is unless that could be misread. */
export function plainValue(value: unknown): string {
  const isPlain =
    typeof value === 'string' &&
    value !== '' &&
    value === value.trim() &&
    !/^["{[]|<|^(?:true|false|null|none)$|^-?\.?\d/i.test(value);
  return isPlain ? value : JSON.stringify(value).replaceAll('<', '\\u003c');
}
