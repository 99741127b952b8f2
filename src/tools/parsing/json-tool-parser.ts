import type { FormParser } from './call-form.ts';
import { createFormParser } from './form-parser.ts';
import { bareValues, fencedCalls, taggedValues } from './json-forms.ts';

/** Reads calls written as JSON: in fenced blocks, between tags, within a text or as all of it. */
export function createJsonToolParser(): FormParser {
  const forms = [...taggedValues, bareValues];
  return createFormParser({ name: 'json', forms, fences: [fencedCalls(forms)] });
}
