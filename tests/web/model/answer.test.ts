import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../src/web/model/answer.ts';
import { csvText } from '../../../src/web/model/csv-text.ts';
import { byteText, durationText, figure } from '../../../src/web/model/figures.ts';

const printed = (value: unknown) => answerOf({ output: `${JSON.stringify(value)}\n`, result: value });

describe('the form of an answer', () => {
  it.each([
    ['a number', 5.5, { kind: 'number', value: 5.5 }],
    ['a yes', true, { kind: 'text', text: 'Yes' }],
    ['a text', 'Ada', { kind: 'text', text: 'Ada' }],
    ['a list', [1, null], { kind: 'table', table: { columns: ['value'], rows: [[1], [null]] } }],
    [
      'records',
      [{ a: 1 }, { a: 2, b: 'x' }],
      {
        kind: 'table',
        table: {
          columns: ['a', 'b'],
          rows: [
            [1, null],
            [2, 'x'],
          ],
        },
      },
    ],
    [
      'rows',
      [[1, 2], [3]],
      {
        kind: 'table',
        table: {
          columns: ['1', '2'],
          rows: [
            [1, 2],
            [3, null],
          ],
        },
      },
    ],
    [
      'named values',
      { x: 1, y: 2 },
      {
        kind: 'table',
        table: {
          isNamed: true,
          columns: ['name', 'value'],
          rows: [
            ['x', 1],
            ['y', 2],
          ],
        },
      },
    ],
    [
      'named records',
      { x: { n: 1 } },
      { kind: 'table', table: { isNamed: true, columns: ['name', 'n'], rows: [['x', 1]] } },
    ],
    ['a tree', { x: [{ y: [] }] }, { kind: 'text', text: '{"x":[{"y":[]}]}' }],
    ['an empty list', [], { kind: 'text', text: '[]' }],
  ])('fits %s', (_what, value, expected) => {
    expect(printed(value)).toEqual(expected);
  });

  it('is the words of a program that printed no JSON, and nothing for one that printed nothing', () => {
    expect(answerOf({ output: ' a  b\n' })).toEqual({ kind: 'text', text: ' a  b' });
    expect(answerOf({ output: '\n' })).toEqual({ kind: 'none' });
  });
});

describe('what is written for people', () => {
  it.each([
    [2024, '2024'],
    [1234567.891, '1,234,567.891'],
    [0.1 + 0.2, '0.3'],
    [-0.00001, '-0.00001'],
    [1e21, '1e+21'],
    [0, '0'],
  ])('has %d as %s', (value, expected) => {
    expect(figure(value)).toBe(expected);
  });

  it.each([
    [0, '0 bytes'],
    [1023, '1023 bytes'],
    [1536, '1.5 KiB'],
    [5 * 2 ** 30, '5 GiB'],
  ])('has %d bytes as %s', (bytes, expected) => {
    expect(byteText(bytes).replace(',', '')).toBe(expected);
  });

  it('has durations in the unit that fits', () => {
    expect([12.4, 1_250, 61_000].map(durationText)).toEqual(['12 ms', '1.3 s', '1 min 1 s']);
  });
});

it('a table as CSV quotes what needs it and keeps every value as it was', () => {
  const rows = [
    ['a,b', 1 / 3, null],
    ['say "x"\n', true, -0],
  ];
  expect(csvText({ columns: ['n', '', 'é'], rows })).toBe(
    'n,,é\r\n"a,b",0.3333333333333333,\r\n"say ""x""\n",true,0\r\n',
  );
});
