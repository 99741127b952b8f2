import type { CallForm, FormContext, Found } from '../call-form.ts';
import type { Reading, TextSource } from './text-source.ts';

/** Calls one behind the other, in a section of their own or not. */
interface Section {
  begins: readonly string[];
  ends: readonly string[];
  /** With what one call begins. */
  opens: readonly string[];
  /** Reads on behind that; null when it is no call. */
  readCall(source: TextSource, at: number, context: FormContext): Reading<Found | null>;
}

export function section({ begins, ends, opens, readCall }: Section): CallForm {
  return {
    opens: [...begins, ...opens],
    *read(source, at, context) {
      const found: Found = { end: at, calls: [], faults: [] };
      const begin = yield* source.oneOf(at, begins);
      for (let next = at + (begin ?? '').length; ; ) {
        next = yield* source.afterSpace(next);
        const open = yield* source.oneOf(next, opens);
        const call = open === null ? null : yield* readCall(source, next + open.length, context);
        if (call === null) break;
        found.calls.push(...call.calls);
        found.faults.push(...call.faults);
        found.end = call.end;
        next = call.end;
      }
      if (found.end === at) return null;
      const behind = yield* source.afterSpace(found.end);
      const end = yield* source.oneOf(behind, ends);
      return end === null ? found : { ...found, end: behind + end.length };
    },
  };
}
