import type { CallForm, FormContext, Found } from '../call-form.ts';
import { namedValue } from './named-value.ts';
import { section } from './section.ts';
import type { Reading, TextSource } from './text-source.ts';
import { parameterSchema, typedValue } from './typed-value.ts';

/** How one family writes the elements of a call; an opening stands up to the name that it takes. */
export interface ElementTags {
  begins: readonly string[];
  ends: readonly string[];
  call: Element;
  parameter: Element;
}

interface Element {
  open: string;
  close: string;
}

/** Calls as elements with one element for each parameter, or with JSON as all of their content. */
export function elements({ begins, ends, call, parameter }: ElementTags): CallForm {
  return section({
    begins,
    ends,
    opens: [call.open],
    *readCall(source, from, context) {
      const head = yield* elementHead(source, from);
      if (head === null) return null;
      let at = yield* source.afterSpace(head.end);
      if (yield* source.startsWith(at, '{')) {
        return yield* namedValue(source, at, { name: head.name, closes: [call.close], context });
      }
      const values: [string, string][] = [];
      const texts = new Set<string>();
      const repairs = new Set<string>();
      while (yield* source.startsWith(at, parameter.open)) {
        const inner = yield* elementHead(source, at + parameter.open.length);
        if (inner === null) return null;
        const value = yield* content(source, inner.end, { parameter, call });
        if (value === null) return brokenOff(source, from);
        if (!value.isClosed) repairs.add('a parameter that was not closed');
        values.push([inner.name, value.text]);
        if (inner.isText) texts.add(inner.name);
        at = yield* source.afterSpace(value.end);
      }
      const isClosed = yield* source.startsWith(at, call.close);
      if (!isClosed && values.length === 0) return null;
      if (!isClosed) repairs.add('a call that was not closed');
      const end = isClosed ? at + call.close.length : at;
      return typedCall(
        { name: head.name, values, texts, repairs: [...repairs] },
        { start: from, end },
        context,
      );
    },
  });
}

interface UntypedCall {
  name: string;
  values: readonly [string, string][];
  /** The parameters that their tags say are strings. */
  texts?: ReadonlySet<string>;
  repairs: string[];
}

/** A call whose values are typed as its tool wants them. */
export function typedCall(
  { name, values, texts, repairs }: UntypedCall,
  span: { start: number; end: number },
  context: FormContext,
): Found {
  const tool = context.offered?.get(name);
  const typed = values
    .filter(([key]) => key !== '__proto__')
    .map(([key, value]) => {
      const schema = parameterSchema(tool, key) ?? (texts?.has(key) ? { type: 'string' } : undefined);
      return [key, typedValue(value, schema, context.repairs)];
    });
  return {
    end: span.end,
    calls: [{ name, arguments: Object.fromEntries(typed), repairs, span }],
    faults: [],
  };
}

export function brokenOff(source: TextSource, start: number): Found {
  const reason = 'The call breaks off before its end. Write it again, whole, and shorter if it is long.';
  return { end: source.end, calls: [], faults: [{ reason, span: { start, end: source.end } }] };
}

/** The rest of an opening tag and the name in it, with or without quotes. */
function* elementHead(
  source: TextSource,
  from: number,
): Reading<{ name: string; isText: boolean; end: number } | null> {
  const end = yield* source.find(from, ['>', '\n', '<']);
  if (end?.literal !== '>') return null;
  const head = source.slice(from, end.at);
  const [, quoted, bare] = /^\s*(?:"([^"]+)"|'?([^\s"'>]+))/.exec(head) ?? [];
  const name = quoted ?? bare;
  return name === undefined ? null : { name, isText: head.includes(' string="true"'), end: end.at + 1 };
}

/** What stands in a parameter, up to the tag that closes it or to a line on which the next element begins. */
function* content(
  source: TextSource,
  from: number,
  { parameter, call }: Pick<ElementTags, 'parameter' | 'call'>,
): Reading<{ text: string; end: number; isClosed: boolean } | null> {
  const stops = [parameter.close, `\n${parameter.open}`, `\n${call.close}`];
  const stop = yield* source.find(from, stops);
  if (stop === null) return null;
  const isClosed = stop.literal === parameter.close;
  const end = isClosed ? stop.at + stop.literal.length : stop.at;
  return { text: withoutBreaks(source.slice(from, stop.at)), end, isClosed };
}

/** Templates put a value on lines of its own. */
export function withoutBreaks(text: string): string {
  return text.replace(/^\r?\n/, '').replace(/\r?\n$/, '');
}
