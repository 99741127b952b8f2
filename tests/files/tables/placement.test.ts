import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { describeAll, described } from '../desk.ts';

const body = [
  ['North', '10', '20.5', '2024-01-01'],
  ['South', '5', '6.25', '2024-01-02'],
  ['East', '1', '2', '2024-01-03'],
  ['West', '7', '8', '2024-01-04'],
];
const header = ['Region', 'Count', 'Share', 'Day'];
const pad = (row: string[]) => [...row, ...Array<string>(header.length - row.length).fill('')];

const around: Record<string, { above?: string[][]; inside?: string[][]; below?: string[][] }> = {
  'title rows': { above: [['Sales report'], ['Generated: 2024-05-01'], []] },
  'padded title rows': { above: [pad(['Sales report']), pad(['Generated: 2024-05-01']), pad([])] },
  'keys and values': { above: [['Source:', 'Bureau'], ['Last updated:', '2024-05-30'], []] },
  comments: {
    above: [['# exported by tool 3.1'], ['# station: 42', 'river']],
    inside: [['# sensor changed', 'recalibrated']],
  },
  'a note': { below: [[], ['Source: Example Bureau, 2024']] },
  'padded notes': { below: [pad([]), pad(['Source: Example Bureau', '2024']), pad(['* provisional'])] },
  'a repeated header': { inside: [header] },
  'blank rows inside': { inside: [pad([]), []] },
  'everything at once': {
    above: [pad(['Sales report']), []],
    inside: [header, pad([])],
    below: [[], ['Note: figures', 'subject to revision']],
  },
};
const delimiters = { comma: ',', semicolon: ';', bar: '|' };

function text({ above = [], inside = [], below = [] }: (typeof around)[string], delimiter: string): string {
  const rows = [...above, header, ...body.slice(0, 2), ...inside, ...body.slice(2), ...below];
  return `${rows.map((row) => row.map((cell) => (cell.includes(delimiter) ? `"${cell}"` : cell)).join(delimiter)).join('\n')}\n`;
}

const cases = Object.entries(around).flatMap(([what, parts]) =>
  Object.entries(delimiters).map(([mark, delimiter]) => ({ what, mark, delimiter, parts })),
);
const nameOf = ({ what, mark }: { what: string; mark: string }) => `${what} ${mark}.csv`.replaceAll(' ', '-');
const others = {
  'population.csv':
    '\uFEFF"Data Source","World Development Indicators",\n\n"Last Updated Date","2024-05-30",\n\n"Country Name","Country Code","2019","2020",\n"Aruba","ABW","106","111",\n"Chad","TCD","15900","15905",\n"Fiji","FJI","918","923",\n',
  'days.csv':
    'Province,Country,Lat,1/22/20,1/23/20\n,Afghanistan,33.9,0,0\n,Albania,41.1,0,2\nOntario,Canada,51.2,1,1\n',
  'prices.csv':
    'Price,Close,Volume\nTicker,AAPL,AAPL\nDate,,\n2024-01-02,184.2,82488700\n2024-01-03,182.8,58414500\n2024-01-04,180.5,71983600\n',
  'groups.csv': ',H1,,H2,\nRegion,units,EUR,units,EUR\nNorth,1,2,3,4\nSouth,5,6,7,8\nEast,9,10,11,12\n',
  'first-missing.csv': 'Region,births,deaths\nNorth,,-\nSouth,3,4\nEast,5,6\n',
};

describe('tables that do not stand alone in their file', () => {
  let all: Map<string, FileDescription>;

  beforeAll(async () => {
    const varied = cases.map((each) => [nameOf(each), text(each.parts, each.delimiter)]);
    all = await describeAll({ ...Object.fromEntries(varied), ...others });
  });

  it.each(cases)('are found among $what ($mark), and what is left out is told', (each) => {
    const table = described(all, nameOf(each), 'csv');
    expect(table.columns.map(({ name, dtype }) => [name, dtype.replace(/\[.*/, '')])).toEqual([
      ['Region', 'str'],
      ['Count', 'int64'],
      ['Share', 'float64'],
      ['Day', 'datetime64'],
    ]);
    expect(table).toMatchObject({ rowCount: 4, hasHeader: true, raggedRows: 0 });
    const { above, inside, below } = each.parts;
    const words = [above && 'above the table', inside && 'inside the table', below && 'below the table'];
    for (const word of words.filter((word) => word !== undefined))
      expect(table.warnings.join('\n')).toContain(word);
  });

  it('keep years and days as names', () => {
    expect(described(all, 'population.csv', 'csv')).toMatchObject({
      rowCount: 3,
      columns: [{}, {}, { name: '2019', dtype: 'int64' }, { name: '2020', dtype: 'int64' }],
    });
    expect(described(all, 'days.csv', 'csv')).toMatchObject({
      rowCount: 3,
      hasHeader: true,
      columns: [{}, {}, {}, { name: '1/22/20' }, { name: '1/23/20' }],
    });
  });

  it('join the texts of several header rows, and tell those that name nothing', () => {
    expect(described(all, 'prices.csv', 'csv')).toMatchObject({
      rowCount: 3,
      columns: [{ name: 'Date' }, { name: 'Close', dtype: 'float64' }, { name: 'Volume', dtype: 'int64' }],
      warnings: [expect.stringContaining('several rows'), expect.stringContaining('"Ticker AAPL AAPL"')],
    });
    const groups = described(all, 'groups.csv', 'csv');
    expect(groups.columns.map(({ name }) => name)).toEqual([
      'Region',
      'H1 units',
      'H1 EUR',
      'H2 units',
      'H2 EUR',
    ]);
    expect(groups.rowCount).toBe(3);
  });

  it('keep a first row whose numbers are missing', () => {
    expect(described(all, 'first-missing.csv', 'csv').rowCount).toBe(3);
  });
});
