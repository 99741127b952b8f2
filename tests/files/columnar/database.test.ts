import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { approval, program, testCoder } from '../../helpers/test-coder.ts';
import { describeAll, described, failure, fixture } from '../desk.ts';
import { runLoads, wrongLoads } from '../loads.ts';
import { corrupted, cutOff } from '../made/made-files.ts';

const file = (name: string) => fixture(`database/${name}`);

describe('SQLite databases', () => {
  let all: Map<string, FileDescription>;
  beforeAll(async () => {
    all = await describeAll({
      'shop.sqlite': await file('shop.sqlite'),
      'wal.db': await file('wal.db'),
      'none.db': await file('none.db'),
      'shop.csv': await file('shop.sqlite'),
      'hostile.db': await file('hostile.db'),
    });
  });

  it('show tables and views with keys, declared types and the dtypes pandas gives', () => {
    const { tables, load, omittedTables } = described(all, 'shop.sqlite', 'sqlite');
    expect({ load, omittedTables }).toEqual({ load: "sqlite3.connect('shop.sqlite')", omittedTables: 0 });
    expect(tables).toMatchObject([
      {
        name: 'customers',
        kind: 'table',
        rowCount: 3,
        load: "pd.read_sql_query('SELECT * FROM \"customers\"', sqlite3.connect('shop.sqlite'), parse_dates=['joined'])",
        fields: [
          { name: 'id', type: 'INTEGER', primaryKey: true, nullable: false, dtype: 'int64' },
          {
            name: 'name',
            type: 'TEXT',
            primaryKey: false,
            nullable: false,
            examples: ['Ada', 'Björn', 'Chloé'],
          },
          { name: 'email', nullable: true, nullCount: 1 },
          {
            name: 'joined',
            type: 'TEXT',
            dtype: expect.stringMatching(/^datetime64/),
            max: '2024-03-01T00:00:00',
          },
        ],
        foreignKeys: [],
      },
      {
        name: 'order lines',
        rowCount: 4,
        fields: [
          { name: 'order_id', primaryKey: true },
          { name: 'line', primaryKey: true },
          { name: 'customer_id' },
          { name: 'amount', type: 'REAL', dtype: 'float64', nullCount: 1, min: 7.25, max: 20 },
          { name: 'note', type: 'BLOB', examples: ['<3 bytes>'] },
          { name: 'sold_at' },
          { name: 'double', dtype: 'float64', max: 40 },
        ],
        foreignKeys: [{ columns: ['customer_id'], references: 'customers(id)' }],
      },
      { name: 'search', kind: 'table', rowCount: 1, fields: [{ name: 'body' }] },
      { name: 'totals', kind: 'view', rowCount: 3, fields: [{ name: 'name' }, { name: 'total', max: 29.5 }] },
    ]);
  });

  it('keep dates as text in a column where pandas would drop one of them', async () => {
    const contents = { 'dates.sqlite': await file('dates.sqlite') };
    const { tables } = described(await describeAll(contents), 'dates.sqlite', 'sqlite');
    expect(tables[0]).toMatchObject({
      load: expect.stringContaining("parse_dates=['day'])"),
      fields: [
        { name: 'day', dtype: expect.stringMatching(/^datetime64/), nullCount: 1 },
        { name: 'mostly', nullCount: 0, examples: ['2024-01-05', '2024-01-06T10:00:00Z', '2024-01-07'] },
        { name: 'odd', nullCount: 0, examples: ['2024-02-30', '2024-02-28', '2024-02-29'] },
      ],
    });
    expect(wrongLoads(await runLoads(contents))).toEqual([]);
  });

  it('without tables say so', () => {
    expect(described(all, 'none.db', 'sqlite')).toMatchObject({
      tables: [],
      warnings: ['The database holds no tables.'],
    });
  });

  it('with a write-ahead log say that the log may be missing', () => {
    const { load, warnings, tables } = described(all, 'wal.db', 'sqlite');
    expect(load).toBe("sqlite3.connect('wal.db')");
    expect(warnings).toEqual([expect.stringContaining('a separate "-wal" file, which was not given')]);
    expect(tables).toMatchObject([{ name: 't', rowCount: 1 }]);
  });

  it('are recognised under a wrong name', () => {
    expect(described(all, 'shop.csv', 'sqlite').warnings[0]).toContain('its content is a SQLite database');
  });

  it('with endless, huge or broken views are described without them, and names stay names', () => {
    const { tables, warnings, omittedTables } = described(all, 'hostile.db', 'sqlite');
    expect(tables).toMatchObject([
      { name: 'we"ird\'; drop table x; --', rowCount: 1, fields: [{ name: 'a' }, { name: 'b c' }] },
      { name: 'generator', rowCount: null, load: expect.stringContaining('LIMIT 10000') },
    ]);
    expect(omittedTables).toBe(3);
    expect(warnings).toEqual([
      expect.stringContaining('View "endless" can\'t be read and is left out'),
      expect.stringContaining('its rows could not be counted in time'),
      expect.stringContaining('View "memory" can\'t be read and is left out'),
      expect.stringContaining('View "broken" can\'t be read and is left out (no such table'),
    ]);
  });

  it('that can not be used say why', async () => {
    const shop = await file('shop.sqlite');
    const message = await failure(
      describeAll({
        'encrypted.db': Buffer.concat([shop.subarray(0, 16), corrupted(shop).reverse()]),
        'header.db': shop.subarray(0, 60),
      }),
    );
    expect(message.split('\n').slice(1)).toEqual([
      expect.stringMatching(/^- "encrypted\.db" .*(?:damaged or encrypted|holds no table|damaged)/),
      expect.stringMatching(/^- "header\.db" is cut off within its first 100 bytes/),
    ]);
  });

  it('with damage in the middle never pass as whole', async () => {
    const shop = await file('shop.sqlite');
    for (const damaged of [corrupted(shop), cutOff(shop)]) {
      const outcome = await describeAll({ 'shop.sqlite': damaged }).then(
        (described) => described.get('shop.sqlite')?.warnings.join('\n') ?? '',
        (error: Error) => error.message,
      );
      expect(outcome).toMatch(/damaged|malformed|can't be read|can't be opened/);
    }
  });

  it('with damage where no query happens to look are called damaged', async () => {
    const shop = Buffer.from(await file('shop.sqlite')).fill(0, 7 * 512, 8 * 512);
    const { tables, warnings } = described(
      await describeAll({ 'shop.sqlite': shop }),
      'shop.sqlite',
      'sqlite',
    );
    expect(tables).toHaveLength(4);
    expect(warnings[0]).toMatch(/^The database is damaged \(.*Page 8/);
  });

  it('are loaded by a program with the described imports', async () => {
    const results = await runLoads({
      'shop.sqlite': await file('shop.sqlite'),
      'wal.db': await file('wal.db'),
    });
    expect(results).toHaveLength(7);
    expect(wrongLoads(results)).toEqual([]);
  });

  it('answer a question through the described load and leave no file behind', async () => {
    const code = [
      'import sqlite3',
      'import pandas as pd',
      "df = pd.read_sql_query('SELECT * FROM \"t\"', sqlite3.connect('wal.db'))",
      "print(df['a'].sum())",
    ].join('\n');
    await using desk = await testCoder(scriptedModel([program(code), approval]));
    const path = await desk.file('wal.db', await file('wal.db'));
    const result = await desk.coder.executeCodeTask('Sum a', { files: [path] });
    expect(result).toMatchObject({ status: 'succeeded', output: '1\n', artifacts: [] });
  });
});
