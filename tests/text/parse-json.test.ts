import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/text/parse-json.ts';

const nested = (levels: number) => `${'[{"a":'.repeat(levels / 2)}1${'}]'.repeat(levels / 2)}`;

describe('parseJson', () => {
  it('gives what a text holds, and null where it is no JSON', () => {
    expect(parseJson('{"a": [1, "x"]}')).toEqual({ a: [1, 'x'] });
    expect(parseJson('{"a": ')).toBeNull();
  });

  it('takes brackets inside of texts for what they are', () => {
    const value = ['['.repeat(1_000), `"${'{'.repeat(1_000)}\\`, '\\"[['.repeat(300)];
    expect(parseJson(JSON.stringify(value))).toEqual(value);
  });

  it('takes many values side by side', () => {
    expect(parseJson(JSON.stringify(Array(1_000).fill([{}])))).toHaveLength(1_000);
  });

  it.each([258, 7_000, 1_000_000])(
    'gives nothing that %i levels deep would end who walks over it',
    (levels) => {
      expect(parseJson(nested(256))).not.toBeNull();
      expect(parseJson(nested(levels))).toBeNull();
    },
  );
});
