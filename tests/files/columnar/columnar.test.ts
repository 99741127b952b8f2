import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { approval, program, testCoder } from '../../helpers/test-coder.ts';
import { describeAll, described, failure, fixture } from '../desk.ts';
import { runLoads, wrongLoads } from '../loads.ts';
import { corrupted, cutOff } from '../made/made-files.ts';

const file = (name: string) => fixture(`columnar/${name}`);
const names = [
  'orders.parquet',
  'stations.feather',
  'file.arrow',
  'stream.arrow',
  'trades.orc',
  'empty.parquet',
  'empty.feather',
  'empty.arrow',
  'empty.orc',
  'bomb.parquet',
];

async function contents(): Promise<Record<string, Buffer>> {
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await file(name)] as const)));
}

describe('columnar files', () => {
  let all: Map<string, FileDescription>;
  beforeAll(async () => {
    all = await describeAll({
      ...(await contents()),
      'orders.png': await file('orders.parquet'),
      'stations.csv': await file('stations.feather'),
      'trades.dat': await file('trades.orc'),
      'text.parquet': 'a,b\n1,2\n',
    });
  });

  it('show columns as pandas reads them, with the types they are stored in', () => {
    const orders = described(all, 'orders.parquet', 'parquet');
    expect(orders).toMatchObject({
      rowCount: 50,
      rowGroups: 1,
      compression: 'zstd',
      load: "pd.read_parquet('orders.parquet')",
      omittedColumns: 0,
      sampleData: [{ order_id: 0, region: 'north' }, { order_id: 1 }, { order_id: 2 }],
    });
    expect(orders.columns).toMatchObject([
      { name: 'order_id', dtype: 'int32', nullCount: 0, distinctCount: 50, min: 0, max: 49 },
      { name: 'region', dtype: 'str', distinctCount: 3, examples: ['north', 'south', 'east'] },
      { name: 'amount', dtype: 'object', nullCount: 8 },
      { name: 'sold_at', dtype: 'datetime64[us]', min: '2024-01-01T00:00:00', max: '2024-01-03T01:00:00' },
      { name: 'due', dtype: 'object' },
      { name: 'paid', dtype: 'bool' },
      { name: 'codes', dtype: 'object' },
      { name: 'address', dtype: 'object' },
      { name: 'raw', dtype: 'object', examples: ['<2 bytes>'] },
      { name: 'qty', dtype: 'float64', nullCount: 1, min: 0, max: 49 },
    ]);
    expect(orders.storageTypes).toMatchObject({
      amount: 'decimal128(9, 2)',
      due: 'date32[day]',
      codes: 'list<element: int64>',
      address: 'struct<city: string, zip: string>',
      qty: 'int64',
    });
  });

  it('say which object columns need a conversion before computing, and how lists, structs and maps become rows and columns', () => {
    expect(all.get('orders.parquet')?.warnings).toEqual([
      expect.stringContaining('decimal.Decimal objects (dtype object): "amount"; use .astype(float)'),
      expect.stringContaining('datetime.date objects (dtype object): "due"; use pd.to_datetime'),
      expect.stringContaining('bytes (dtype object): "raw"'),
      'Cells of "codes" are lists (2 items) of int64; df.explode(\'codes\') makes a row of each item.',
      'Cells of "address" are dicts with city string, zip string; ' +
        "pd.json_normalize(df['address'].dropna()) makes columns of them, with the same index.",
    ]);
    expect(all.get('trades.orc')?.warnings[1]).toBe(
      'Cells of "tags" are lists of (key, value) pairs, string to int32 such as k; ' +
        "pd.DataFrame(df['tags'].dropna().map(dict).tolist()) makes a column of each key.",
    );
  });

  it('are read whichever way Arrow was written', () => {
    expect(described(all, 'stations.feather', 'feather')).toMatchObject({
      rowCount: 4,
      compression: 'lz4',
      columns: [
        { name: 'station', nullCount: 1 },
        { name: 'temp', dtype: 'float64', nullCount: 1, min: -3.25, max: 7 },
        { name: 'day', dtype: 'object', nullCount: 1 },
        { name: 'n', dtype: 'int64' },
        { name: 'kind', dtype: 'category', distinctCount: 2 },
      ],
    });
    expect(described(all, 'file.arrow', 'arrow').load).toBe("pd.read_feather('file.arrow')");
    expect(described(all, 'file.arrow', 'arrow').columns[0]).toMatchObject({
      dtype: 'datetime64[us, UTC]',
      max: '2024-01-02T00:00:00+00:00',
    });
    expect(described(all, 'stream.arrow', 'arrow')).toMatchObject({
      rowCount: 3,
      rowGroups: 1,
      load: "pa.ipc.open_stream(pa.memory_map('stream.arrow')).read_pandas()",
      imports: ['import pyarrow as pa'],
    });
    expect(described(all, 'trades.orc', 'orc')).toMatchObject({
      rowCount: 5,
      compression: 'snappy',
      columns: [
        { name: 'id', dtype: 'int32' },
        { name: 'price', examples: ['10.50', '11.50', '12.50'] },
        { name: 'at', min: '2024-05-01T12:00:00', max: '2024-05-05T12:00:00' },
        { name: 'sym', nullCount: 1 },
        { name: 'tags' },
      ],
      storageTypes: { tags: 'map<string, int32>' },
    });
  });

  it('may have columns and no rows', () => {
    for (const type of ['parquet', 'feather', 'arrow', 'orc'] as const)
      expect(described(all, `empty.${type}`, type)).toMatchObject({
        rowCount: 0,
        columns: [{}],
        warnings: ['The table has columns but no rows.'],
      });
  });

  it('that need more memory than there is are described part by part, exactly', () => {
    const bomb = described(all, 'bomb.parquet', 'parquet');
    expect(bomb).toMatchObject({
      bytes: 5392,
      rowCount: 30_000_000,
      rowGroups: 10,
      load: "pq.ParquetFile('bomb.parquet', memory_map=True)",
      columns: [
        { name: 'a', min: 7, max: 7, nullCount: 0 },
        { name: 'b', min: 1.5, max: 1.5 },
        { name: 'c', nullCount: 30_000_000 },
      ],
    });
    expect(bomb.warnings).toEqual([
      expect.stringMatching(
        /needs at least \d+ MiB .* read it in batches with \.iter_batches\(batch_size=100_000\)/,
      ),
      'Null counts and ranges of all rows are what the file states, where NaN is no null; 800,000 rows were read.',
    ]);
  });

  it('are recognised under any name, and their names do not make a table of a text', () => {
    expect(described(all, 'orders.png', 'parquet').warnings[0]).toContain('its content is a Parquet file');
    expect(described(all, 'stations.csv', 'arrow').rowCount).toBe(4);
    expect(described(all, 'trades.dat', 'orc').rowCount).toBe(5);
    expect(described(all, 'text.parquet', 'csv').rowCount).toBe(1);
  });

  it.each(['orders.parquet', 'stations.feather', 'trades.orc'])(
    '%s is refused when cut off',
    async (name) => {
      expect(await failure(describeAll({ [name]: cutOff(await file(name)) }))).toMatch(
        new RegExp(`input-invalid: .*${name}.*(?:damaged|cut off)`),
      );
    },
  );

  it.each(['orders.parquet', 'stations.feather', 'stream.arrow', 'trades.orc'])(
    '%s with a hole in the middle is refused',
    async (name) => {
      expect(await failure(describeAll({ [name]: corrupted(await file(name)) }))).toContain('input-invalid');
    },
  );

  it('are loaded by a program with the described imports and dtypes', async () => {
    const results = await runLoads(await contents());
    expect(results).toHaveLength(names.length);
    // What is too large for a data frame is only opened.
    expect(wrongLoads(results)).toMatchObject([{ name: 'bomb.parquet', type: 'ParquetFile' }]);
  });

  it('answer a question through the described load', async () => {
    const code = [
      'import pandas as pd',
      "df = pd.read_parquet('orders.parquet')",
      "print(df['amount'].astype(float).sum().round(2), df.groupby('region').size().to_dict())",
    ].join('\n');
    await using desk = await testCoder(scriptedModel([program(code), approval]));
    const path = await desk.file('orders.parquet', await file('orders.parquet'));
    const result = await desk.coder.executeCodeTask('Sum the amounts', { files: [path] });
    expect(result).toMatchObject({ status: 'succeeded' });
    // 1.25 times 0 to 49 without the multiples of 7.
    expect(result.output).toBe("1286.25 {'east': 16, 'north': 17, 'south': 17}\n");
  });
});
