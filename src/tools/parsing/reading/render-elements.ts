import type { WrittenCall } from '../tool-call-parser.ts';
import type { ElementTags } from './elements.ts';
import { plainValue } from './typed-value.ts';

/** A call as the elements that `elements` reads; `attribute` puts a name into its tag. */
export function renderElements(
  { name, arguments: values }: Pick<WrittenCall, 'name' | 'arguments'>,
  { call, parameter }: Pick<ElementTags, 'call' | 'parameter'>,
  attribute: (name: string, value?: unknown) => string,
): string {
  const lines = Object.entries(values).map(
    ([key, value]) => `${parameter.open}${attribute(key, value)}>\n${plainValue(value)}\n${parameter.close}`,
  );
  return [`${call.open}${attribute(name)}>`, ...lines, call.close].join('\n');
}
