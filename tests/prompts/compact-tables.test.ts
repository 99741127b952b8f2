import { expect, it } from 'vitest';
import { compactTables } from '../../src/prompts/compact-tables.ts';

const columns = [
  {
    name: 'town',
    dtype: 'str',
    nullCount: 0,
    distinctCount: 2,
    examples: ['Rome', 'Oslo'],
    values: ['Rome', 'Oslo'],
  },
  {
    name: 'rate',
    dtype: 'float64',
    nullCount: 1,
    distinctCount: 9,
    min: 0.123456789,
    max: 20,
    examples: [0.5],
  },
  {
    name: 'day',
    dtype: 'datetime64[us]',
    min: '2024-01-01T00:00:00',
    max: '2024-02-01T10:30:00',
    examples: [],
  },
];

it('says no value of a column twice, and numbers with six digits', () => {
  expect(compactTables({ columns })).toEqual({
    columns: [
      { name: 'town', dtype: 'str', nullCount: 0, values: ['Rome', 'Oslo'] },
      { name: 'rate', dtype: 'float64', nullCount: 1, min: 0.123457, max: 20, distinctCount: 9 },
      { name: 'day', dtype: 'datetime64[us]', min: '2024-01-01', max: '2024-02-01T10:30:00' },
    ],
  });
});

it('gives sample rows in the order of the columns, also of sheets, and leaves records of another shape as they are', () => {
  const sampleData = [{ town: 'Rome', rate: 1 / 3 }];
  expect(compactTables({ sheets: [{ columns, sampleData }] })).toMatchObject({
    sheets: [{ sampleRows: [['Rome', 0.333333]] }],
  });
  for (const other of [[{ rate: 1, town: 'Rome' }], ['a text'], []])
    expect(compactTables({ columns, sampleData: other })).toMatchObject({ sampleData: other });
});

it("leaves fields whose keys are the file's own as they are, also where a key is called like ours", () => {
  for (const field of ['attributes', 'headers', 'valueLabels', 'exif']) {
    const own = { [field]: { columns, fields: columns } };
    expect(compactTables(own)).toEqual(own);
  }
});
