import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { type Desk, describeAll, described, Desk as OpenDesk } from '../desk.ts';

interface Column {
  cells: string[];
  /** Sum of the numbers; undefined where the column has to stay text. */
  sum?: number;
  /** Words of the warning about it. */
  told?: string;
}

const semicolon: Record<string, Column> = {
  'decimal commas': { cells: ['2,5', '3,25', '10'], sum: 15.75 },
  'points for thousands': { cells: ['1.234,50', '2.000,00', '33,10'], sum: 3267.6 },
};
const columns: Record<string, Column> = {
  plain: { cells: ['1', '2', '3'], sum: 6 },
  dollars: { cells: ['$1,234.50', '$5', '$0.50'], sum: 1240, told: 'in $' },
  'euros behind': { cells: ['5 €', '7,50 €', '1.200,00 €'], sum: 1212.5, told: 'in €' },
  'euros before': { cells: ['€5', '€7.50', '€1,200.00'], sum: 1212.5, told: 'in €' },
  pounds: { cells: ['£5', '-£7.50', '£-2'], sum: -4.5, told: 'in £' },
  codes: { cells: ['USD 5', 'USD 1,000.25', 'USD 0'], sum: 1005.25, told: 'in USD' },
  'codes behind': { cells: ['5 EUR', '1000,25 EUR', '0 EUR'], sum: 1005.25, told: 'in EUR' },
  rupees: { cells: ['₹12,34,567.50', '₹1,00,000', '₹5'], sum: 1334572.5, told: 'in ₹' },
  brackets: { cells: ['(5)', '10', '(2.5)'], sum: 2.5, told: 'brackets mean minus' },
  'dollars in brackets': {
    cells: ['$10.00', '($2,500.00)', '$1.00'],
    sum: -2489,
    told: 'brackets mean minus',
  },
  percents: { cells: ['12.5%', '5%', '-2%'], sum: 15.5, told: 'in %' },
  'percents apart': { cells: ['12,5 %', '5 %', '2 %'], sum: 19.5, told: 'in %' },
  'minus behind': { cells: ['5-', '10', '2.5-'], sum: 2.5, told: 'amounts' },
  'true minus': { cells: ['−5', '10', '−2.5'], sum: 2.5, told: 'amounts' },
  'indian groups': { cells: ['12,34,567.50', '1,00,000', '5'], sum: 1334572.5 },
  'swiss groups': { cells: ["1'234.50", "2'000", '5'], sum: 3239.5 },
  'curly groups': { cells: ['1’234.50', '2’000', '5'], sum: 3239.5, told: 'amounts' },
  'thin spaces': { cells: ['1\u2009234', '2\u2009000', '5'], sum: 3239, told: 'amounts' },
  'narrow spaces': { cells: ['1\u202f234,5', '2\u202f000', '5'], sum: 3239.5, told: 'amounts' },
  'hard spaces': { cells: ['1\u00a0234,5', '2\u00a0000', '5'], sum: 3239.5, told: 'amounts' },
  dashes: { cells: ['1', '-', '3'], sum: 4, told: '"-" stands for a missing value' },
  dots: { cells: ['1.5', '..', '3'], sum: 4.5, told: '".." stands for a missing value' },
  nulls: { cells: ['1', '\\N', '3'], sum: 4, told: 'stands for a missing value' },
  'not available': { cells: ['n.a.', '2', '3'], sum: 5, told: 'stands for a missing value' },
  'sheet errors': { cells: ['#REF!', '2', '3'], sum: 5, told: 'stands for a missing value' },
  'dollars and dashes': { cells: ['$5', '-', '$6'], sum: 11, told: 'in $' },
  'two currencies': { cells: ['$5', '€6', '$7'] },
  'two styles': { cells: ['1.234,5', '1,234.5', '5'] },
  words: { cells: ['5', 'sick', '7'] },
  bounds: { cells: ['5', '<5', '7'] },
  units: { cells: ['5 km', '6 km', '7 km'] },
  phones: { cells: ['555-1234', '555-2345', '555-3456'] },
  versions: { cells: ['1.2.3', '1.10.0', '2.0.1'] },
  ranges: { cells: ['1-2', '3-4', '5-6'] },
  articles: { cells: ['ABC 123', 'ABC 124', 'ABC 125'] },
};

const quoted = (cell: string) => (/[",;]/.test(cell) ? `"${cell}"` : cell);
const fileOf = (cells: string[], delimiter: string) =>
  `key${delimiter}value\n${cells.map((cell, at) => `k${at}${delimiter}${delimiter === ',' ? quoted(cell) : cell}`).join('\n')}\n`;
const files = [
  ...Object.entries(columns).map(([what, column]) => ({ what, column, name: `${what}.csv`, delimiter: ',' })),
  ...Object.entries({ ...semicolon, ...columns }).map(([what, column]) => ({
    what,
    column,
    name: `${what} semicolon.csv`,
    delimiter: ';',
  })),
].map((file) => ({ ...file, name: file.name.replaceAll(' ', '-') }));

describe('numbers as people write them', () => {
  let all: Map<string, FileDescription>;
  let sums: Record<string, number | string>;

  beforeAll(async () => {
    const contents = Object.fromEntries(
      files.map(({ name, column, delimiter }) => [name, fileOf(column.cells, delimiter)]),
    );
    all = await describeAll(contents);
    await using desk: Desk = await OpenDesk.open();
    const inputs = await Promise.all(
      Object.entries(contents).map(async ([name, content]) => ({
        name,
        path: await desk.file(name, content),
      })),
    );
    const lines = files.map(
      ({ name }) => `tell(${JSON.stringify(name)}, lambda: ${described(all, name, 'csv').load})`,
    );
    const outcome = await desk.run(
      { imports: ['import json', 'import pandas as pd'], load: 'dict()' },
      {
        code: `def tell(name, load):\n    column = load()['value']\n    value[name] = float(column.sum()) if pd.api.types.is_numeric_dtype(column) else str(column.dtype)\n${lines.join('\n')}\nprint(json.dumps(value))`,
        inputs,
        limits: { timeoutSeconds: 50, memoryMiB: 1024, outputMiB: 16, diskMiB: 64 },
      },
    );
    sums = JSON.parse(outcome.stdout || `"${outcome.stderr}"`) as typeof sums;
  });

  it.each(files)('$name gives what its cells mean', ({ name, column }) => {
    if (column.sum === undefined) expect(sums[name]).toBe('str');
    else expect(sums[name]).toBeCloseTo(column.sum, 6);
    const warnings = described(all, name, 'csv').warnings.join('\n');
    if (column.told === undefined) expect(warnings).toBe('');
    else expect(warnings).toContain(column.told);
  });

  it('says which cells keep a column of numbers from being one', () => {
    const numbersOf = (name: string) => described(all, name, 'csv').columns[1]?.numericText;
    expect(numbersOf('words.csv')).toEqual({ count: 2, others: ['sick'], min: 5, max: 7 });
    expect(numbersOf('bounds.csv')).toEqual({ count: 2, others: ['<5'], min: 5, max: 7 });
    expect(numbersOf('versions.csv')).toBeUndefined();
    expect(numbersOf('plain.csv')).toBeUndefined();
  });

  it('keeps NA and None among texts, and takes NA for missing among numbers', async () => {
    const texts = await describeAll({
      'countries.csv': 'country,code,n\nNamibia,NA,1\nNowhere,None,2\nNorway,NO,3\n,,\n',
      'survey.csv': 'name,age\nAnn,NA\nNA,3\nBo,4\n',
      'with-others.csv': 'code,n\nNA,1\nNO,N/A\nDE,3\n',
    });
    expect(described(texts, 'countries.csv', 'csv').columns[1]).toMatchObject({
      nullCount: 0,
      distinctCount: 3,
    });
    expect(described(texts, 'survey.csv', 'csv').columns).toMatchObject([{ nullCount: 1 }, { nullCount: 1 }]);
    expect(described(texts, 'with-others.csv', 'csv').columns).toMatchObject([
      { nullCount: 0, distinctCount: 3 },
      { dtype: 'float64', nullCount: 1 },
    ]);
  });
});
