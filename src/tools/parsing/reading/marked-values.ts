import type { CallForm, FormContext, Found } from '../call-form.ts';
import { rawValue } from './raw-value.ts';
import type { Reading, TextSource } from './text-source.ts';
import { valueCalls } from './value-calls.ts';

/** Calls as JSON values between markers. */
interface Marks {
  opens: readonly string[];
  /** Markers that end the call; a model may leave them out at the end of its text. */
  closes?: readonly string[];
  /** What may stand between two values. */
  between?: readonly string[];
}

export function markedValues({ opens, closes = [], between = [] }: Marks): CallForm {
  return {
    opens,
    *read(source, at, context) {
      const opened = yield* source.oneOf(at, opens);
      return yield* values(source, at + (opened ?? '').length, { closes, between, context });
    },
  };
}

/** One or more values up to a marker; null when none stands here. */
export function* values(
  source: TextSource,
  from: number,
  { closes, between, context }: Required<Omit<Marks, 'opens'>> & { context: FormContext },
): Reading<Found | null> {
  const found: Found = { end: from, calls: [], faults: [] };
  let isFenced = false;
  for (;;) {
    let at = yield* source.afterSpace(found.end);
    const fence =
      isFenced || !isAny(found) ? yield* source.oneOf(at, isFenced ? ['```'] : ['```json', '```']) : null;
    if (fence !== null) at = yield* source.afterSpace(at + fence.length);
    if (fence !== null) isFenced = !isFenced;
    const close = yield* source.oneOf(at, closes);
    if (close !== null && isAny(found)) return { ...found, end: at + close.length };
    const separator = isAny(found) ? yield* source.oneOf(at, between) : null;
    if (separator !== null) at = yield* source.afterSpace(at + separator.length);
    if (!(yield* looksLikeValue(source, at))) return isAny(found) ? found : null;
    const raw = yield* rawValue(source, at, closes);
    const value = valueCalls(raw, { at, isMarked: true, context });
    found.calls.push(...(value?.calls ?? []));
    found.faults.push(...(value?.faults ?? []));
    found.end = yield* afterStrayBrackets(source, raw.end, closes);
  }
}

/** Brackets too many are passed over where only they stand before the marker. */
function* afterStrayBrackets(source: TextSource, from: number, closes: readonly string[]): Reading<number> {
  let at = yield* source.afterSpace(from);
  while ((yield* source.oneOf(at, ['}', ']'])) !== null) at = yield* source.afterSpace(at + 1);
  return (yield* source.oneOf(at, closes)) === null ? from : at;
}

function isAny({ calls, faults }: Found): boolean {
  return calls.length + faults.length > 0;
}

const openings = new Set(['{', '[']);
/** Lists of calls in lists; deeper ones are something else. */
const deepestList = 4;

/** Whether an object or a list of objects begins here; "{...}" and "{json}" in an explanation do not. */
export function* looksLikeValue(source: TextSource, from: number): Reading<boolean> {
  let at = from;
  for (let depth = 0; ; depth += 1) {
    if (depth > deepestList || !(yield* source.reaches(at, 1))) return false;
    const character = source.slice(at, at + 1);
    if (!openings.has(character)) return false;
    at = yield* source.afterSpace(at + 1);
    if (character === '{') break;
  }
  if (!(yield* source.reaches(at, 1))) return true;
  if (/["'}“]/.test(source.slice(at, at + 1)) || (yield* source.startsWith(at, '{"'))) return true;
  for (let length = 1; length < 40; length += 1) {
    if (!(yield* source.reaches(at, length))) return false;
    if (/^\w+\s*:/.test(source.slice(at, at + length))) return true;
    if (!/^\w+\s*$/.test(source.slice(at, at + length))) return false;
  }
  return false;
}
