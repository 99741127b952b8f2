import type { JsonSchema } from '../../contracts/python-functions.ts';
import { cleanText } from '../../text/clean-text.ts';

const maxDescription = 4_000;

/** What stands below these is data: changed, it would be another value. */
const values = new Set(['default', 'const', 'enum', 'examples', 'example']);
/** What stands below these are schemas by names that somebody chose. */
const named = new Set(['properties', 'patternProperties', '$defs']);

/** The same schema with every description harmless and of bounded length; values and names stay as they are. */
export function cleanSchema(schema: JsonSchema): JsonSchema {
  return mapped(schema, (key, member) => {
    if (values.has(key)) return member;
    if (key === 'description' && typeof member === 'string') return cleanText(member, maxDescription);
    return named.has(key) && isObject(member) ? mapped(member, (_, each) => cleaned(each)) : cleaned(member);
  });
}

function cleaned(member: unknown): unknown {
  if (Array.isArray(member)) return member.map(cleaned);
  return isObject(member) ? cleanSchema(member) : member;
}

function mapped(object: JsonSchema, change: (key: string, member: unknown) => unknown): JsonSchema {
  return Object.fromEntries(Object.entries(object).map(([key, member]) => [key, change(key, member)]));
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
