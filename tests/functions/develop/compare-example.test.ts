import { describe, expect, it } from 'vitest';
import type { CallResult } from '../../../src/contracts/python-functions.ts';
import { compareExample } from '../../../src/functions/develop/compare-example.ts';

const succeeded = (result: unknown) =>
  ({ success: true, status: 'succeeded', error: null, result }) as CallResult;
const failed = {
  success: false,
  status: 'failed',
  error: { message: 'It raised.', type: 'ValueError' },
} as CallResult;

describe('an example', () => {
  it.each([
    [{ total: 0.1 + 0.2 }, { total: 0.3 }],
    [
      [1, 'a', null],
      [1, 'a', null],
    ],
    [undefined, undefined],
  ])('passes where the result is the declared one: %j', (result, declared) => {
    expect(compareExample(succeeded(result), declared === undefined ? {} : { result: declared })).toBeNull();
  });

  it.each([
    [{ a: { b: [1, 2] } }, { a: { b: [1, 3] } }, 'a.b[1] is 2, and should be 3.'],
    [{ a: 1, b: 2 }, { a: 1 }, 'b is 2, and should be missing.'],
    [{ a: 1 }, { a: 1, b: null }, 'b is missing, and should be null.'],
    ['19.0', 19, 'The result is "19.0", and should be 19.'],
    [[], {}, 'The result is [], and should be {}.'],
    [{}, JSON.parse('{"__proto__":{}}'), '__proto__ is missing, and should be {}.'],
    [null, 0, 'The result is null, and should be 0.'],
  ])('tells the first difference of %j from %j', (found, wanted, says) => {
    expect(compareExample(succeeded(found), { result: wanted })).toBe(says);
  });

  it('passes by the exception that it declares, and by no other', () => {
    expect(compareExample(failed, { raises: 'ValueError' })).toBeNull();
    expect(compareExample(failed, { raises: 'KeyError' })).toBe(
      'It should raise KeyError, and raised ValueError.',
    );
    expect(compareExample(succeeded(1), { raises: 'KeyError' })).toBe(
      'It should raise KeyError, and ended as succeeded.',
    );
    expect(compareExample(failed, { result: 1 })).toBe('It raised.');
  });
});
