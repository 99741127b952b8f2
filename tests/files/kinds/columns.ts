import { expect } from 'vitest';
import { patched } from '../made/made-bytes.ts';
import { changed, cut, holed, named, type SevenKinds, stored } from './seven-kinds.ts';

const noRows = { rowCount: 0, warnings: expect.arrayContaining(['The table has columns but no rows.']) };
const broken = /damaged|cut off/;
const huge = [0xff, 0xff, 0xff, 0x7f];

/** What becomes of columnar files, files of statistics programs and databases. */
export const columns = {
  parquet: {
    typical: stored('columnar/orders.parquet', {
      rowCount: 50,
      compression: 'zstd',
      storageTypes: { amount: 'decimal128(9, 2)' },
    }),
    odd: stored('columnar/odd.parquet', {
      rowCount: 2,
      compression: 'brotli',
      columns: [
        { name: 'lasted', dtype: expect.stringMatching(/^timedelta64/), nullCount: 1 },
        { name: 'at', dtype: 'object', examples: ['07:30:00', '23:59:59'] },
        { name: 'where' },
        { name: '', dtype: 'bool' },
        { name: 'large', dtype: 'uint64', min: 1 },
      ],
    }),
    empty: stored('columnar/empty.parquet', noRows),
    truncated: cut(broken),
    corrupt: holed(broken),
    lying: named('.png', 'a Parquet file'),
    hostile: stored('columnar/bomb.parquet', {
      rowCount: 30_000_000,
      load: expect.stringMatching(/^pq\.ParquetFile/),
    }),
  },
  feather: {
    typical: stored('columnar/stations.feather', {
      rowCount: 4,
      columns: [{ name: 'station', nullCount: 1 }, {}, {}, {}, { dtype: 'category' }],
    }),
    odd: stored('columnar/odd.feather', {
      rowCount: 2,
      columns: [{ name: 'lasted' }, { name: '' }, { name: 'large' }],
    }),
    empty: stored('columnar/empty.feather', noRows),
    truncated: cut(broken),
    corrupt: holed(broken),
    lying: named('.csv', 'an Arrow file', { type: 'arrow', rowCount: 4 }),
    hostile: changed((typical) => {
      const packed = typical.indexOf(Buffer.from('04224d18', 'hex')); // an LZ4 frame, behind the size it unpacks to
      return patched(typical, packed - 8, [0, 0, 0, 0, 0, 1, 0, 0]);
    }, /claims to hold far more than its size allows/),
  },
  arrow: {
    typical: stored('columnar/file.arrow', { rowCount: 2, load: expect.stringMatching(/^pd\.read_feather/) }),
    odd: stored('columnar/polars-stream.arrow', {
      rowCount: 3,
      load: expect.stringContaining(".select(['station', 'temperature', 'day', 'kind'])"),
      warnings: [expect.stringContaining('"tags" (large_list<item: string_view>)'), expect.any(String)],
      columns: [
        { name: 'station', nullCount: 1, examples: ['Bergen', 'Oslo'] },
        { name: 'temperature', dtype: 'float64', min: -7.25, max: 3.5 },
        { name: 'day', examples: ['2024-01-01', '2024-01-02', '2024-01-03'] },
        { name: 'kind', dtype: 'category' },
      ],
    }),
    empty: stored('columnar/empty.arrow', noRows),
    truncated: cut(broken),
    corrupt: holed(broken),
    lying: named('.png', 'an Arrow file'),
    hostile: changed((typical) => patched(typical, typical.length - 10, huge), broken),
  },
  orc: {
    typical: stored('columnar/trades.orc', {
      rowCount: 5,
      compression: 'snappy',
      storageTypes: { tags: 'map<string, int32>' },
    }),
    odd: stored('columnar/odd.orc', {
      rowCount: 2,
      compression: 'zstd',
      columns: [{ name: 'where' }, { name: 'due', nullCount: 1 }, { name: 'raw' }],
    }),
    empty: stored('columnar/empty.orc', noRows),
    truncated: cut(broken),
    corrupt: holed(broken),
    lying: named('.dat', 'an ORC file'),
    hostile: changed((typical) => patched(typical, typical.length - 20, Array(16).fill(0xff)), broken),
  },
  sav: {
    typical: stored('statistics/pspp.sav', {
      rowCount: 3,
      title: 'PSPP sample',
      valueLabels: { q1: { 1: 'yes', 2: 'no', 9: 'refused' } },
    }),
    odd: stored('statistics/pspp.zsav', { rowCount: 3, title: 'PSPP sample' }),
    empty: stored('statistics/empty.sav', noRows),
    truncated: cut(broken),
    corrupt: holed(broken),
    lying: named('.csv', 'an SPSS file'),
    hostile: changed((typical) => patched(typical, 80, huge), { rowCount: 3 }),
  },
  dta: {
    typical: stored('statistics/survey.dta', {
      rowCount: 6,
      title: 'Survey of 2024',
      valueLabels: { sex: { 1: 'male', 2: 'female' } },
    }),
    odd: stored('statistics/old.dta', {
      rowCount: 3,
      columns: [{ name: 'id' }, { name: 'town', distinctCount: 2 }, { name: 'rain', nullCount: 1, max: 3 }],
    }),
    empty: stored('statistics/empty.dta', noRows),
    truncated: cut(broken),
    corrupt: holed(broken),
    lying: named('.sav', 'a Stata file'),
    hostile: changed(
      (typical) => patched(typical, typical.indexOf('<N>') + 3, [...huge, 0, 0, 0, 0]),
      broken,
    ),
  },
  sas7bdat: {
    typical: stored('statistics/iris.sas7bdat', {
      rowCount: 150,
      columns: [
        { name: 'Sepal_Length', dtype: 'float64', min: 4.3, max: 7.9 },
        { name: 'Sepal_Width', min: 2, max: 4.4 },
        { name: 'Petal_Length', max: 6.9 },
        { name: 'Petal_Width', max: 2.5 },
        { name: 'Species', distinctCount: 3, examples: ['setosa', expect.anything(), expect.anything()] },
      ],
    }),
    odd: stored('statistics/survey.sas7bdat', {
      rowCount: 6,
      columns: [{}, { nullCount: 1 }, { examples: ['Köln', 'Lyon', 'Oslo'] }, {}, {}],
    }),
    empty: stored('statistics/empty.sas7bdat', noRows),
    truncated: cut(broken),
    corrupt: holed(/holds no variables, or is damaged/),
    lying: named('.dat', 'a SAS table'),
    hostile: changed((typical) => patched(typical, 204, huge), broken),
  },
  sqlite: {
    typical: stored('database/shop.sqlite', {
      tables: [
        { name: 'customers', rowCount: 3 },
        { name: 'order lines', rowCount: 4 },
        { name: 'search' },
        { name: 'totals', kind: 'view' },
      ],
    }),
    odd: stored('database/wal.db', {
      tables: [{ name: 't', rowCount: 1 }],
      warnings: [expect.stringContaining('"-wal" file')],
    }),
    empty: stored('database/none.db', { tables: [], warnings: ['The database holds no tables.'] }),
    truncated: cut(/is malformed/),
    corrupt: holed(/is malformed/),
    lying: named('.csv', 'a SQLite database'),
    hostile: stored('database/hostile.db', {
      omittedTables: 3,
      warnings: expect.arrayContaining([expect.stringContaining('View "endless" can\'t be read')]),
    }),
  },
} satisfies Record<string, SevenKinds>;
