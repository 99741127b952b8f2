import type { FormContext, Found } from '../call-form.ts';
import { rawValue } from './raw-value.ts';
import type { Reading, TextSource } from './text-source.ts';
import { valueCalls } from './value-calls.ts';

const maxNameChars = 200;

/** The word that stands here, as tools and their numbers are named; '' when none does. */
export function* word(source: TextSource, from: number): Reading<string> {
  let length = 0;
  while (length < maxNameChars && (yield* source.reaches(from + length, 1))) {
    if (!/[\w.:/-]/.test(source.slice(from + length, from + length + 1))) break;
    length += 1;
  }
  return source.slice(from, from + length);
}

/** The arguments of a named tool as JSON, in a fence or not, and the marker behind them; null when neither stands here. */
export function* namedValue(
  source: TextSource,
  from: number,
  { name, closes, context }: { name: string; closes: readonly string[]; context: FormContext },
): Reading<Found | null> {
  let at = yield* source.afterSpace(from);
  const empty = yield* source.oneOf(at, closes);
  if (empty !== null) {
    const call = { name, arguments: {}, repairs: [], span: { start: from, end: at } };
    return { end: at + empty.length, calls: [call], faults: [] };
  }
  const fence = yield* source.oneOf(at, ['```json', '```']);
  if (fence !== null) at = yield* source.afterSpace(at + fence.length);
  if (!(yield* source.startsWith(at, '{'))) return null;
  const raw = yield* rawValue(source, at, fence === null ? closes : ['```', ...closes]);
  const found = valueCalls(raw, { at, isMarked: true, context, name });
  let end = yield* source.afterSpace(raw.end);
  if (fence !== null && (yield* source.startsWith(end, '```'))) end = yield* source.afterSpace(end + 3);
  const close = yield* source.oneOf(end, closes);
  return found === null ? null : { ...found, end: close === null ? raw.end : end + close.length };
}
