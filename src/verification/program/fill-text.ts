import { concatenate, type TextValue, text } from './value.ts';

/** `'%s/%s' % (a, b)` as far as its values are known; unknown from the first other conversion on. */
export function fillPercent(
  value: TextValue,
  filling: readonly TextValue[],
  named: ReadonlyMap<string, TextValue> = new Map(),
): TextValue {
  let next = 0;
  return fill(value, /%(?:\((\w+)\))?[sdc%]|%/g, (placeholder) => {
    const name = /\((\w+)\)/.exec(placeholder)?.[1];
    if (name !== undefined) return named.get(name);
    if (placeholder === '%%') return text('%');
    const filled = placeholder === '%' ? undefined : filling[next++];
    return placeholder === '%c' ? characterOf(filled) : filled;
  });
}

/** `'{}/{1}'.format(a, b)` as far as its values are known; unknown from the first other field on. */
export function fillBraces(
  value: TextValue,
  filling: readonly TextValue[],
  named: ReadonlyMap<string, TextValue> = new Map(),
): TextValue {
  let next = 0;
  return fill(value, /\{\{|\}\}|\{\w*(?:![sr])?(?::[cs]?)?\}|[{}]/g, (placeholder) => {
    if (placeholder === '{{' || placeholder === '}}') return text(placeholder.slice(1));
    if (placeholder.length === 1) return undefined;
    const field = /^\{(\w*)/.exec(placeholder)?.[1] ?? '';
    const filled = /^\d*$/.test(field) ? filling[field === '' ? next++ : Number(field)] : named.get(field);
    return placeholder.endsWith(':c}') ? characterOf(filled) : filled;
  });
}

/** `Template('$a/${b}').substitute(a=…)`. */
export function fillDollars(value: TextValue, named: ReadonlyMap<string, TextValue>): TextValue {
  return fill(value, /\$\$|\$\w+|\$\{\w+\}|\$/g, (placeholder) => {
    if (placeholder === '$$') return text('$');
    return placeholder === '$' ? undefined : named.get(placeholder.replace(/\W/g, ''));
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

/** The character a number stands for. */
function characterOf(filled: TextValue | undefined): TextValue | undefined {
  const isCode = filled !== undefined && /^\d{1,6}$/.test(filled.prefix) && Number(filled.prefix) <= 0x10ffff;
  return isCode ? text(String.fromCodePoint(Number(filled.prefix))) : filled;
}
