import { beforeAll, describe, expect, it } from 'vitest';
import type { DelimitedDescription, FileDescription } from '../../../src/contracts/file-description.ts';
import { describeAll, described } from '../desk.ts';
import { runLoads, wrongLoads } from '../loads.ts';

const tables: Record<string, string> = {
  'plain.csv': 'name,age,start\nAnn,30,2024-01-02\nBob,,2023-05-06\nCid,30,2022-01-01\n',
  'semicolons.csv': 'Ware;Preis;Datum\nBrot;1.080,5;01.02.2024\nMilch;45,0;31.12.2023\n',
  'pipes.csv': 'a|b\n1|x,y\n2|z\n',
  'really-tabs.csv': 'a\tb\n1\tx\n2\ty\n',
  'tabs.tsv': 'a\tb\n1\tx, y\n',
  'spaced.csv': 'a, b\n1, "x, y"\n2, z\n',
  'thousands.csv': 'id,price\n1,"1,234"\n2,"12,000"\n',
  'versions.csv': 'host;size\n10.0.0.1;1,5\n10.0.0.2;2,5\n',
  'titled.csv': 'Report 2024\n\na,b\n1,2\n3,4\n',
  'headless.csv': '1,2.5,x\n4,5.5,y\n',
  'years.csv': 'country,2019,2020\nA,1,2\nB,3,4\n',
  'duplicates.csv': 'a,a,b\n1,2,3\n',
  'header-only.csv': 'a,b,c\n',
  'one-column.csv': 'value\n1\n2\n',
  'ragged.csv': 'a,b\n1,2\n3,4,5\n6\n',
  'trailing.csv': 'a,b\n1,2,\n3,4,\n',
  'quoted-newline.csv': 'a,b\n"line one\nline two",2\n3,4\n',
  'open-quote.csv': 'a,b\n"unclosed,2\n3,4\n',
  'cut-off.csv': 'name,note,n\nAda,"x, y",1\nBob,"line\nbreak",2\nCy,"cut he',
  'damaged-header.csv': 'a,"b\n1,2,3,4\n5,6,7,8\n',
  'late-zero.csv': `zip,n\n${'10001,1\n'.repeat(2_000)}00501,1\n`,
  'long-numbers.csv': 'id,n\n9007199254740993,1\n,2\n9007199254740995,3\n',
  'huge-floats.csv': 'x,n\n1e17,1\n,2\n3e17,3\n',
  'declared.csv': 'sep=;\nname;v\na;1,5\nb;2,5\n',
  'swiss.csv': "k;v\na;1'234.50\nb;99.50\n",
  'seconds.csv': 'at,n\n13.02.2024 10:00:59,1\n01.03.2024 11:30:00,2\n',
  'half-days.csv': 'at,n\n2/13/2024 1:05 PM,1\n3/1/2024 11:30 AM,2\n',
  'total.csv': 'day;v\n31.01.2024;1.000,5\n29.02.2024;2.000,5\nGesamt;3.001,0\n',
  'unproven-total.csv': 'region,v\nN,1\nS,2\nTotal,9\n',
  'notes.csv': 'region,v\nN,1\nS,2\n\nSource: accounting\n',
  'namibia.csv': 'country,n\nNA,1\nDE,\nFR,NA\n',
  'named-rows.csv': 'a,b\n1,2,3\n4,5,6\n',
  'zeros.csv': 'zip,n\n00501,1\n10001,2\n',
  'european-dates.csv': 'day,n\n13/02/2024,1\n01/03/2024,2\n',
  'unclear-dates.csv': 'day,n\n03/02/2024,1\n01/03/2024,2\n',
  'european-tabs.csv': 'Ware\tPreis\nBrot\t1,5\nMilch\t2,25\n',
  'titled-tabs.csv': 'Umsatz\n\nWare\tPreis\nBrot\t1,5\nMilch\t2,25\n',
  'swiss-nulls.csv': "k;v\na;1'234.50\nb;NA\nc;99.50\n",
  'codes-beside-points.csv': `zip,n\n${'00501,1\n'.repeat(1_100)}10001,5.\n`,
  'units.csv': 'time,speed\ns,(m/s)\n1,2.5\n2,2.6\n3,2.7\n',
  'no-units.csv': 'name,speed,mass\nx,n/a,-\ny,2,3\nz,3,4\nu,4,5\n',
  'negative.csv': 'dx,dy\n-1.5,-2.5\n3,4\n-5,6\n7,8\n',
  'commented.csv': '# made by a tool, version 2\na,b,c\n1,2,3\n4,5,6\n7,8,9\n',
  'points.csv': 'ware;preis\na;1.234\nb;2.500\nc;3\n',
  'point-commas.csv': 'ware;preis\na;1,234\nb;2,500\n',
  'sure-points.csv': 'ware;preis\na;1.234\nb;2.5\n',
  'mixed-dates.csv': 'd,n\n13/02/2024,1\n02/14/2024,2\n01/01/2024,3\n',
  'subtotals.csv': 'region,v\nN,1\nS,2\nTotal,3\nE,5\nW,6\nTotal,11\nX,1\n',
  'no-subtotals.csv': 'region,v\nN,1\nTotal,30\nE,5\nTotal,11\nX,1\n',
  'nul.csv': 'a,b\n1,x\0y\n2,z\n',
  'mixed-ends.csv': 'a,b\r\n1,2\n3,4\r5,6\r\n',
  'unnamed.csv': ',b\n0,x\n1,y\n',
  'blank-lines.csv': 'a,b\n\n1,2\n\n\n3,4\n',
  'hostile-cells.csv': `a,b\n\u202eevil\u0007 cell,1\n${'x'.repeat(500)},2\n`,
  'o\'brien\'s "best".csv': 'a,b\n1,2\n',
  'long-line.csv': 'x'.repeat(5_000_000),
  'wide.csv': `${Array.from({ length: 10_000 }, (_, at) => `column number ${at}`)}\n${Array.from({ length: 10_000 }, () => 'some text of a cell')}\n`,
};

/** What pandas calls texts since its third version, and before. */
const text = expect.stringMatching(/^(?:str|object)$/);

describe('delimited files', () => {
  let all: Map<string, FileDescription>;
  const table = (name: string): DelimitedDescription => described(all, name, 'csv');
  beforeAll(async () => {
    all = await describeAll(tables);
  });

  it('describes rows, columns, nulls, ranges and samples of a plain table', () => {
    expect(table('plain.csv')).toMatchObject({
      delimiter: ',',
      encoding: 'utf-8',
      hasHeader: true,
      rowCount: 3,
      raggedRows: 0,
      omittedColumns: 0,
      warnings: [],
      mediaType: 'text/csv',
      bytes: 67,
      load: "pd.read_csv('plain.csv', parse_dates=['start'])",
      columns: [
        { name: 'name', nullCount: 0, distinctCount: 3, examples: ['Ann', 'Bob', 'Cid'] },
        { name: 'age', dtype: 'float64', nullCount: 1, distinctCount: 1, min: 30, max: 30 },
        { name: 'start', dtype: expect.stringMatching(/^datetime64/), min: '2022-01-01T00:00:00' },
      ],
    });
    expect(table('plain.csv').sampleData[1]).toEqual({
      name: 'Bob',
      age: null,
      start: '2023-05-06T00:00:00',
    });
  });

  it('reads decimal commas, grouped thousands and day-first dates of European exports', () => {
    const { load, columns } = table('semicolons.csv');
    expect(load).toContain("decimal=',', thousands='.'");
    expect(columns).toMatchObject([
      { name: 'Ware' },
      { name: 'Preis', dtype: 'float64', max: 1080.5 },
      { name: 'Datum', min: '2023-12-31T00:00:00', max: '2024-02-01T00:00:00' },
    ]);
  });

  it('finds the delimiter whatever the name says', () => {
    expect(table('pipes.csv')).toMatchObject({ delimiter: '|', rowCount: 2 });
    expect(described(all, 'really-tabs.csv', 'tsv')).toMatchObject({ delimiter: '\t', rowCount: 2 });
    expect(described(all, 'tabs.tsv', 'tsv')).toMatchObject({ delimiter: '\t', rowCount: 1 });
    expect(table('spaced.csv').columns).toMatchObject([
      { name: 'a', dtype: 'int64' },
      { name: 'b', examples: ['x, y', 'z'] },
    ]);
    expect(table('one-column.csv')).toMatchObject({ rowCount: 2, columns: [{ name: 'value', max: 2 }] });
  });

  it('reads quoted thousands as numbers and leaves addresses alone', () => {
    expect(table('thousands.csv').columns[1]).toMatchObject({ dtype: 'int64', max: 12_000 });
    expect(table('versions.csv').columns).toMatchObject([
      { examples: ['10.0.0.1', '10.0.0.2'] },
      { dtype: 'float64', max: 2.5 },
    ]);
  });

  it('tells a header from titles above it and from data', () => {
    expect(table('titled.csv')).toMatchObject({ hasHeader: true, rowCount: 2, columns: [{ name: 'a' }, {}] });
    expect(table('titled.csv').load).toContain('skiprows=2');
    expect(table('headless.csv')).toMatchObject({
      hasHeader: false,
      rowCount: 2,
      columns: [{ name: 'column_1' }, { name: 'column_2' }, { name: 'column_3' }],
    });
    expect(table('years.csv')).toMatchObject({ hasHeader: true, columns: [{}, { name: '2019' }, {}] });
    expect(table('header-only.csv')).toMatchObject({ hasHeader: true, rowCount: 0, sampleData: [] });
  });

  it('gives column names as pandas gives them', () => {
    expect(table('duplicates.csv').columns.map(({ name }) => name)).toEqual(['a', 'a.1', 'b']);
    expect(table('duplicates.csv').warnings).toEqual([expect.stringContaining('repeat')]);
    expect(table('unnamed.csv').columns[0]).toMatchObject({ name: 'Unnamed: 0' });
  });

  it('keeps every row of a ragged table and counts the odd ones', () => {
    expect(table('ragged.csv')).toMatchObject({ rowCount: 3, raggedRows: 2 });
    expect(table('ragged.csv').warnings).toContain('Ragged rows: 2; the first is line 3.');
    expect(table('trailing.csv')).toMatchObject({
      rowCount: 2,
      columns: [{ name: 'a', max: 3 }, { max: 4 }],
    });
    expect(table('blank-lines.csv')).toMatchObject({ rowCount: 2, raggedRows: 0 });
  });

  it('understands line ends in quotes, quotes that never close and mixed line ends', () => {
    expect(table('quoted-newline.csv')).toMatchObject({ rowCount: 2, raggedRows: 0 });
    expect(table('open-quote.csv')).toMatchObject({ rowCount: 2, raggedRows: 0 });
    expect(table('open-quote.csv').warnings[0]).toContain('never closed');
    expect(table('mixed-ends.csv')).toMatchObject({ rowCount: 3 });
  });

  it('reads all whole records of a file that was cut off inside quotes', () => {
    expect(table('cut-off.csv')).toMatchObject({
      rowCount: 2,
      raggedRows: 0,
      columns: [
        { examples: ['Ada', 'Bob'] },
        { examples: ['x, y', 'line break'] },
        { dtype: 'int64', max: 2 },
      ],
      load: "pd.read_csv('cut-off.csv', nrows=2)",
      warnings: [expect.stringContaining('as if it were cut off')],
    });
  });

  it('never takes the fields past a damaged header for an index', () => {
    expect(table('damaged-header.csv')).toMatchObject({
      rowCount: 2,
      raggedRows: 2,
      columns: [{ max: 5 }, { max: 6 }],
    });
    expect(table('damaged-header.csv').load).toContain('index_col=False');
  });

  it('keeps leading zeros of codes', () => {
    expect(table('zeros.csv')).toMatchObject({
      load: "pd.read_csv('zeros.csv', dtype={'zip': 'str'})",
      columns: [{ examples: ['00501', '10001'] }, {}],
    });
  });

  it('keeps a zero in front far down the file and digits that a float would change', () => {
    expect(table('late-zero.csv').columns[0]).toMatchObject({ dtype: text, distinctCount: 2 });
    expect(table('long-numbers.csv').columns[0]).toMatchObject({
      nullCount: 1,
      examples: ['9007199254740993', '9007199254740995'],
    });
    expect(table('huge-floats.csv').columns[0]).toMatchObject({ dtype: 'float64', max: 3e17 });
  });

  it('follows a declared separator and reads Swiss thousands', () => {
    expect(table('declared.csv')).toMatchObject({ rowCount: 2, columns: [{ name: 'name' }, { max: 2.5 }] });
    expect(table('swiss.csv').columns[1]).toMatchObject({ dtype: 'float64', max: 1234.5 });
  });

  it('leaves out a row of totals that the numbers prove and notes below the table', () => {
    expect(table('total.csv')).toMatchObject({
      rowCount: 2,
      columns: [{ max: '2024-02-29T00:00:00' }, { max: 2000.5 }],
      warnings: [expect.stringContaining('("Gesamt") is the sum of the others')],
    });
    expect(table('unproven-total.csv')).toMatchObject({
      rowCount: 3,
      warnings: [expect.stringContaining('looks like a total')],
    });
    expect(table('notes.csv')).toMatchObject({
      rowCount: 2,
      raggedRows: 0,
      columns: [{}, { dtype: 'int64' }],
      warnings: ['Lines below the table, left out by `load`: 1 ("Source: accounting").'],
    });
  });

  it('warns of a text that pandas takes for a missing value, and of an index it makes up', () => {
    expect(table('namibia.csv').warnings).toEqual([
      expect.stringContaining('Column "country": pandas reads the text "NA" as missing'),
    ]);
    expect(table('named-rows.csv').warnings[0]).toContain('takes the first as the index');
  });

  it('parses times with seconds and half days', () => {
    expect(table('seconds.csv').columns[0]).toMatchObject({ max: '2024-03-01T11:30:00' });
    expect(table('half-days.csv').columns[0]).toMatchObject({ min: '2024-02-13T13:05:00' });
  });

  it('parses dates only where one reading is possible', () => {
    expect(table('european-dates.csv').columns[0]).toMatchObject({ max: '2024-03-01T00:00:00' });
    expect(table('unclear-dates.csv').columns[0]).toMatchObject({ examples: ['03/02/2024', '01/03/2024'] });
    expect(table('unclear-dates.csv').warnings[0]).toContain('%d/%m/%Y and %m/%d/%Y');
  });

  it('takes the delimiter that the header knows where decimal commas would divide the rows as well', () => {
    const columns = [{ name: 'Ware' }, { name: 'Preis', dtype: 'float64', max: 2.25 }];
    expect(described(all, 'european-tabs.csv', 'tsv')).toMatchObject({ hasHeader: true, columns });
    expect(described(all, 'titled-tabs.csv', 'tsv')).toMatchObject({ rowCount: 2, columns });
  });

  it('finds how numbers are written beside missing values, and never turns a number into text for it', () => {
    expect(table('swiss-nulls.csv').columns[1]).toMatchObject({
      dtype: 'float64',
      nullCount: 1,
      max: 1234.5,
    });
    expect(table('codes-beside-points.csv').columns).toMatchObject([{ dtype: text }, { dtype: 'float64' }]);
  });

  it('takes a first row of negative numbers for data and not for units', () => {
    expect(table('negative.csv')).toMatchObject({
      load: "pd.read_csv('negative.csv')",
      rowCount: 4,
      columns: [{ min: -5 }, { min: -2.5 }],
      warnings: [],
    });
  });

  it('skips a row of units and comments above the table, and says so', () => {
    expect(table('units.csv')).toMatchObject({
      load: "pd.read_csv('units.csv', skiprows=[1])",
      rowCount: 3,
      raggedRows: 0,
      columns: [{ dtype: 'int64' }, { dtype: 'float64' }],
      warnings: ['The header has further rows without names, skipped by `load`: 1 ("s (m/s)").'],
    });
    expect(table('no-units.csv')).toMatchObject({ rowCount: 4, columns: [{}, { nullCount: 1 }, {}] });
    expect(table('commented.csv')).toMatchObject({ rowCount: 3, columns: [{ name: 'a' }, {}, {}] });
  });

  it('warns of numbers and dates that can be read in two ways', () => {
    expect(table('points.csv').warnings).toEqual([
      'Column "preis": "1.234" is read with a decimal mark; if it means 1234, set thousands=\'.\' in `load`.',
    ]);
    expect(table('point-commas.csv').warnings[0]).toContain('"1,234" is read with a decimal mark');
    expect(table('sure-points.csv').warnings).toEqual([]);
    expect(table('mixed-dates.csv').warnings[0]).toContain(
      'mixes dates with the day first ("13/02/2024") and with the month first ("02/14/2024")',
    );
  });

  it('warns of totals inside the table only where the numbers prove them', () => {
    expect(table('subtotals.csv').warnings).toEqual([
      'Rows of totals inside the table: 2; leave them out of sums, means and counts.',
    ]);
    expect(table('no-subtotals.csv').warnings).toEqual([]);
  });

  it('gives a `load` that works with the described imports only', async () => {
    const names = [
      'plain.csv',
      'titled.csv',
      'total.csv',
      'ragged.csv',
      'units.csv',
      'headless.csv',
      'zeros.csv',
    ];
    const chosen = Object.fromEntries(names.map((name) => [name, tables[name] as string]));
    const results = await runLoads(chosen);
    expect(results).toHaveLength(names.length);
    expect(wrongLoads(results)).toEqual([]);
  });

  it('shows cells short and without control or bidi characters', () => {
    const [first, second] = table('hostile-cells.csv').columns[0]?.examples ?? [];
    expect(first).toBe('evil cell');
    expect(second).toBe(`${'x'.repeat(63)}…`);
    expect(table('nul.csv')).toMatchObject({ rowCount: 2, warnings: [expect.stringContaining('NUL')] });
  });

  it('quotes any file name in the load expression', () => {
    expect(table('o\'brien\'s "best".csv').load).toBe("pd.read_csv('o\\'brien\\'s \"best\".csv')");
  });

  it('stays small for a line of 5 MB and for 10,000 columns', () => {
    expect(JSON.stringify(table('long-line.csv')).length).toBeLessThan(2_000);
    const wide = table('wide.csv');
    expect(wide.columns.length + wide.omittedColumns).toBe(10_000);
    expect(wide.columns.length).toBeGreaterThan(20);
    expect(JSON.stringify(wide).length).toBeLessThan(14_000);
  });

  it('describes the same bytes in the same words', async () => {
    const again = await describeAll({ 'plain.csv': tables['plain.csv'] as string });
    expect(again.get('plain.csv')).toEqual(table('plain.csv'));
  });
});
