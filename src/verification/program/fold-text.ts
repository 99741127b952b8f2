import { concatenate, isText, type TextValue, text, type Value } from './value.ts';

const maxRepeated = 2_000;

/** `'../' * 20`, either way round; a text too long to matter keeps its beginning. */
export function repeatText(left: readonly Value[], right: readonly Value[]): Value[] {
  const sides = [...left, ...right];
  const count = sides.find((value) => value.kind === 'number')?.value ?? null;
  return sides.filter(isText).map((value) => {
    if (count === null || !value.exact) return text(value.prefix, false);
    const length = Math.max(0, Math.floor(count)) * value.prefix.length;
    if (length === 0) return text('');
    const repeated = value.prefix.repeat(Math.ceil(Math.min(length, maxRepeated) / value.prefix.length));
    return text(repeated, length <= maxRepeated);
  });
}

/** `'%s/%s' % (a, b)` as far as its values are known; unknown from the first other conversion on. */
export function fillPercent(value: TextValue, filling: readonly TextValue[]): TextValue {
  let next = 0;
  return fill(value, /%[sd%]|%/g, (placeholder) => {
    if (placeholder === '%%') return text('%');
    return placeholder === '%' ? undefined : filling[next++];
  });
}

/** `'{}/{1}'.format(a, b)` as far as its values are known; unknown from the first other field on. */
export function fillBraces(value: TextValue, filling: readonly TextValue[]): TextValue {
  let next = 0;
  return fill(value, /\{\{|\}\}|\{\d*\}|[{}]/g, (placeholder) => {
    if (placeholder === '{{' || placeholder === '}}') return text(placeholder.slice(1));
    if (placeholder.length === 1) return undefined;
    return filling[placeholder === '{}' ? next++ : Number(placeholder.slice(1, -1))];
  });
}

function fill(
  { prefix, exact }: TextValue,
  placeholders: RegExp,
  lookUp: (placeholder: string) => TextValue | undefined,
): TextValue {
  let filled = text('');
  let at = 0;
  for (const { 0: placeholder, index } of prefix.matchAll(placeholders)) {
    const value = lookUp(placeholder);
    filled = concatenate(filled, text(prefix.slice(at, index)));
    if (value === undefined) return { ...filled, exact: false };
    filled = concatenate(filled, value);
    at = index + placeholder.length;
  }
  return concatenate(filled, text(prefix.slice(at), exact));
}
