import { kindOfValue } from './describe-value.ts';

/** The converted value, or why there is none. */
export type Converted = { value: unknown } | { problem: string };

/** What can be made of a result on its way into the state. */
export const conversions = {
  /** Text stays as it is, everything else becomes its JSON. */
  text: (value) => ({ value: typeof value === 'string' ? value : JSON.stringify(value) }),
  /** Text that holds JSON becomes what it says; everything else is JSON already. */
  json: (value) => (typeof value === 'string' ? fromJson(value) : { value }),
  /** Numeric text, which is how decimals arrive, becomes a number. */
  number: (value) => toNumber(value, 'number'),
  integer: (value) => {
    const converted = toNumber(value, 'whole number');
    const isWhole = !('value' in converted) || Number.isSafeInteger(converted.value);
    return isWhole ? converted : unfit(value, 'whole number');
  },
  /** True and false, also as Python or JSON write them. */
  boolean: (value) => {
    const known = typeof value === 'string' ? truths.get(value.trim().toLowerCase()) : value;
    return typeof known === 'boolean' ? { value: known } : unfit(value, 'true or false');
  },
  /** A list stays one, null becomes an empty one, everything else its only item. */
  list: (value) => ({ value: Array.isArray(value) ? value : value === null ? [] : [value] }),
} satisfies Record<string, (value: unknown) => Converted>;

export type Conversion = keyof typeof conversions;

export const conversionNames = Object.keys(conversions) as Conversion[];

const truths = new Map([
  ['true', true],
  ['false', false],
]);

function fromJson(text: string): Converted {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { problem: 'is text that holds no JSON' };
  }
}

function toNumber(value: unknown, kind: string): Converted {
  const isNumeric = typeof value === 'string' && /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value);
  const number = isNumeric ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? { value: number } : unfit(value, kind);
}

function unfit(value: unknown, kind: string): Converted {
  return { problem: `is ${kindOfValue(value)} that can't become a ${kind}`.replace('a true', 'true') };
}
