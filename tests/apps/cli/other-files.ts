import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { describedFile } from '../../helpers/described-file.ts';

const columns = [{ name: 'year\u001b[31m', dtype: 'int64', nullCount: 0, examples: [2024] }];
const times = ['2024-01-31T00:00:00', '2024-02-29T10:30:00'];
const dates = [
  { name: 'day', dtype: 'datetime64[us]', nullCount: 0, min: times[0], max: times[1], examples: times },
];
const sheet = {
  hidden: false,
  usedRange: null,
  mergedCells: 0,
  formulas: 0,
  load: '',
  headerRow: 0,
  columns,
  omittedColumns: 3,
  rowCount: 1,
  sampleData: [],
};

/** One description of every kind beside tables, with what `describe` prints for it. */
export const otherFiles: { file: FileDescription; lines: string[] }[] = [
  {
    file: describedFile('xlsx', {
      name: 'b.xlsx',
      bytes: 900,
      load: "pd.read_excel('b.xlsx')",
      sheets: [
        { ...sheet, name: 'Sales', load: "pd.read_excel('b.xlsx', sheet_name='Sales')" },
        { ...sheet, name: 'Old', hidden: true, load: "pd.read_excel('b.xlsx', sheet_name='Old')" },
        { ...sheet, name: 'Days', load: '', columns: dates, omittedColumns: 0 },
        { ...sheet, name: 'Blank', columns: [], omittedColumns: 0, rowCount: 0 },
      ],
      warnings: ['A formula has no cached value.'],
    }),
    lines: [
      'b.xlsx  xlsx, 4 sheets, 900 B',
      '  sheet      Sales, 1 row x 4 columns',
      "  read with  pd.read_excel('b.xlsx', sheet_name='Sales')",
      '',
      '  column  type   missing  range  examples',
      '  year    int64        0         2024',
      '  and 3 more columns',
      '',
      '  sheet      Old, 1 row x 4 columns, hidden',
      "  read with  pd.read_excel('b.xlsx', sheet_name='Old')",
      '',
      '  column  type   missing  range  examples',
      '  year    int64        0         2024',
      '  and 3 more columns',
      '',
      '  sheet      Days, 1 row x 1 column',
      '  read with  ',
      '',
      '  column  type            missing  range                              examples',
      '  day     datetime64[us]        0  2024-01-31 to 2024-02-29 10:30:00  2024-01-31, 2024-02-29 10:30:00',
      '',
      '  sheet      Blank, empty',
      '',
      '  warning    A formula has no cached value.',
    ],
  },
  {
    file: describedFile('json', {
      name: 'c.json',
      bytes: 900,
      load: "json.load(open('c.json'))",
      structure: 'array of objects',
      keys: [{ name: 'id', types: ['integer', 'string'], presence: 0.5 }],
      omittedKeys: 2,
      itemCount: 12_000,
      depth: 2,
      recordPath: 'rows',
    }),
    lines: [
      'c.json  json, array of objects, 12,000 items, 900 B',
      '  encoding   utf-8, depth 2, records under "rows"',
      '',
      '  key  type               present',
      '  id   integer or string  in 50 %',
      '',
      '  and 2 more keys',
      '',
      "  read with  json.load(open('c.json'))",
    ],
  },
  {
    file: describedFile('md', {
      name: 'd.md',
      bytes: 900,
      load: "open('d.md').read()",
      lineCount: 2,
      wordCount: 1,
      headings: ['Top'],
      textPreview: '# Top\n\u001b[2Jbody\n',
    }),
    lines: [
      'd.md  md, 2 lines, 1 word, 900 B',
      '  encoding   utf-8',
      '  heading    Top',
      '',
      '  | # Top',
      '  | body',
      '',
      "  read with  open('d.md').read()",
    ],
  },
];
