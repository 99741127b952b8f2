import { z } from 'zod';
import type { JsonSchema } from '../contracts/python-functions.ts';
import { cleanText } from '../text/clean-text.ts';

const maxTextChars = 2_000;
const prose = new Set(['title', 'description']);

/** Shows a model the JSON Schema exactly as it was written, hidden characters of its prose excepted, and takes every object: whoever wrote the schema does the checking. */
export function carriedSchema(schema: JsonSchema): z.ZodType<Record<string, unknown>> {
  return z
    .unknown()
    .refine(isObject, 'The arguments must be one object.')
    .meta(cleanProse(schema)) as unknown as z.ZodType<Record<string, unknown>>;
}

function cleanProse(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    prose.has(key) && typeof value === 'string' ? cleanText(value, maxTextChars) : value,
  );
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
