import type { FormParser } from './call-form.ts';
import { createFormParser } from './form-parser.ts';
import { createJsonToolParser } from './json-tool-parser.ts';
import { createPythonToolParser } from './python-tool-parser.ts';

export interface ToolParserOptions {
  /** In the order in which they are asked about the same place; JSON and Python unless named. */
  parsers?: readonly FormParser[] | undefined;
}

/** One parser of several: it reads a text once, so calls come in the order of the text and none counts twice. */
export function createToolParser({
  parsers = [createJsonToolParser(), createPythonToolParser()],
}: ToolParserOptions = {}): FormParser {
  return createFormParser({
    name: parsers.map(({ name }) => name).join('+'),
    forms: [...new Set(parsers.flatMap(({ forms }) => forms))],
    fences: [...new Set(parsers.flatMap(({ fences }) => fences))],
  });
}
