import { describe, expect, it } from 'vitest';
import { type Conversion, conversions } from '../../../src/functions/bind/conversions.ts';

const nothing = Symbol('no value');

const cases: [Conversion, unknown, unknown][] = [
  ['text', 'as it is', 'as it is'],
  ['text', { a: [1] }, '{"a":[1]}'],
  ['text', null, 'null'],
  ['json', '{"a": [1]}', { a: [1] }],
  ['json', { a: 1 }, { a: 1 }],
  ['json', 'Here you are: {}', nothing],
  ['number', '12.50', 12.5],
  ['number', ' -1e3 ', -1000],
  ['number', 7, 7],
  ['number', '', nothing],
  ['number', '0x10', nothing],
  ['number', '12 EUR', nothing],
  ['number', 'Infinity', nothing],
  ['number', true, nothing],
  ['number', null, nothing],
  ['integer', '12', 12],
  ['integer', 12.0, 12],
  ['integer', '12.5', nothing],
  ['integer', '12345678901234567890', nothing],
  ['boolean', false, false],
  ['boolean', 'True', true],
  ['boolean', ' false ', false],
  ['boolean', 'yes', nothing],
  ['boolean', 1, nothing],
  ['list', [1], [1]],
  ['list', null, []],
  ['list', { a: 1 }, [{ a: 1 }]],
];

describe('a conversion', () => {
  it.each(cases)('to %s makes of %j what it says, or tells why not', (name, value, expected) => {
    const converted = conversions[name](value);
    expect('value' in converted ? converted.value : nothing).toEqual(expected);
  });

  it('says what it could not make anything of', () => {
    expect(conversions.boolean(1)).toEqual({ problem: "is a number that can't become true or false" });
    expect(conversions.integer('1.5')).toEqual({ problem: "is text that can't become a whole number" });
  });
});
