import { expect } from 'vitest';

const fraction = /\d+\.\d+(?:e[+-]?\d+)?/g;

/** Expects the same text, with fractions that agree to nine digits: the last ones differ between processors. */
export function expectCloseText(received: string, expected: string): void {
  expect(received.replace(fraction, '#.#')).toBe(expected.replace(fraction, '#.#'));
  const numbers = (text: string): number[] => (text.match(fraction) ?? []).map(Number);
  expect(numbers(received)).toEqual(numbers(expected).map(close));
}

/** The value with nothing but numbers near those of it. */
export function closeTo(value: unknown): unknown {
  if (typeof value === 'number') return close(value);
  if (Array.isArray(value)) return value.map(closeTo);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, closeTo(each)]));
}

/** Whole numbers have to be equal. */
function close(value: number): unknown {
  if (Number.isInteger(value)) return value;
  const digits = 9 - Math.floor(Math.log10(Math.abs(value)));
  return expect.closeTo(value, digits);
}
