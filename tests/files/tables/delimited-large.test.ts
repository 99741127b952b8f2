import path from 'node:path';
import { expect, it } from 'vitest';
import type { DelimitedDescription } from '../../../src/contracts/file-description.ts';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { runForRows } from '../../helpers/run-python.ts';
import { approval, program, testCoder } from '../../helpers/test-coder.ts';
import { Desk } from '../desk.ts';

/** One table of `compare_descriptions.py`. */
interface Compared {
  seed: number;
  fast: boolean;
  fastChunks: boolean;
  differences: unknown[];
}

/** Describes one file under limits and runs a program that only has the described imports and `load`. */
async function describedAndRun(content: string, { memoryMiB, code }: { memoryMiB: number; code: string }) {
  const limits = { timeoutSeconds: 50, memoryMiB, outputMiB: 4, diskMiB: 64 };
  await using desk = await Desk.open();
  const file = await desk.file('table.csv', content);
  const [prepared] = await desk.prepare([file], { limits });
  const description = prepared?.description as DelimitedDescription;
  const inputs = [{ name: 'table.csv', path: file }];
  const outcome = await desk.run(description, { code: `table = value\n${code}`, inputs, limits });
  return { description, answer: outcome.stdout.trim() || outcome.stderr };
}

it('describes 250 generated tables in fast ways exactly as in slow ones, whole and in chunks, or leaves them to the slow ones', async () => {
  const script = path.join(import.meta.dirname, '../comparisons/compare_descriptions.py');
  const parts = await Promise.all(['0', '125'].map((first) => runForRows<Compared>(script, first, '125')));
  const results = parts.flat();
  expect(results).toHaveLength(250);
  expect(results.filter(({ differences }) => differences.length > 0)).toEqual([]);
  expect(results.filter(({ fast }) => fast).length).toBeGreaterThanOrEqual(100);
  expect(results.filter(({ fastChunks }) => fastChunks).length).toBeGreaterThanOrEqual(145);
}, 300_000);

it('finds what stands in the last row of a large table', async () => {
  const rows = Array.from({ length: 150_000 }, (_, at) => `${at},name ${at % 7},1,2024-01-${10 + (at % 20)}`);
  const content = `id,name,size,day\n${rows.join('\n')}\n150000,NA,2.5,2024-02-01\n`;
  const { description, answer } = await describedAndRun(content, {
    memoryMiB: 512,
    code: 'print(len(table), *table.dtypes, table["name"].isna().sum(), table["day"].max())',
  });
  expect(description).toMatchObject({
    load: "pd.read_csv('table.csv', keep_default_na=False, na_values=[''], parse_dates=['day'])",
    rowCount: 150_001,
    columns: [
      { dtype: 'int64', nullCount: 0, min: 0, max: 150_000 },
      { dtype: 'str', nullCount: 0, distinctCount: 8, examples: ['name 0', 'name 1', 'name 2'] },
      { dtype: 'float64', nullCount: 0, min: 1, max: 2.5 },
      { dtype: 'datetime64[us]', min: '2024-01-10T00:00:00', max: '2024-02-01T00:00:00' },
    ],
    warnings: [expect.stringContaining('"NA" in "name": kept by `load`')],
  });
  expect(answer).toBe('150001 int64 str float64 datetime64[us] 0 2024-02-01 00:00:00');
});

it('reads a column of text with low_memory=False where pandas would take a later part of it for numbers', async () => {
  const content = `word,n\n${'abcdefgh,1\n'.repeat(262_144)}${'7,1\n'.repeat(1_000)}`;
  const { description, answer } = await describedAndRun(content, {
    memoryMiB: 512,
    code: 'print(table["word"].map(type).nunique())',
  });
  expect(description.load).toContain('low_memory=False');
  expect(description.warnings).toEqual(['Some columns mix numbers and text.']);
  expect(answer).toBe('1');
});

const count = 'first = next(table)\nprint(sum(map(len, [first, *table])), first.dtypes.astype(str).tolist())';

it('keeps the zero in front of a code in the last row of a large table', async () => {
  const { description, answer } = await describedAndRun(
    `zip,name\n${'10001,some name\n'.repeat(150_000)}00501,x\n`,
    {
      memoryMiB: 512,
      code: 'print(table["zip"].iloc[-1])',
    },
  );
  expect(description.load).toBe("pd.read_csv('table.csv', dtype={'zip': 'str'})");
  expect(answer).toBe('00501');
});

it('reads a table in chunks that does not fit into the memory of a run, and whole where it fits', async () => {
  const content = `a,b,c\n${'ab,cd,7\n'.repeat(1_500_000)}`;
  const small = await describedAndRun(content, { memoryMiB: 192, code: count });
  expect(small.description.load).toBe("pd.read_csv('table.csv', low_memory=False, chunksize=100000)");
  expect(small.description.warnings).toEqual([expect.stringContaining('aggregate chunk by chunk')]);
  expect(small.answer).toBe("1500000 ['str', 'str', 'int64']");
  const large = await describedAndRun(content, { memoryMiB: 1024, code: 'print(len(table))' });
  expect(large.description).toEqual({ ...small.description, load: "pd.read_csv('table.csv')", warnings: [] });
  expect(large.answer).toBe('1500000');
});

it('reads a single column in chunks that does not fit into the memory of a run', async () => {
  const { description, answer } = await describedAndRun(`code\n${'12345\n'.repeat(6_000_000)}`, {
    memoryMiB: 192,
    code: count,
  });
  expect(description).toMatchObject({
    rowCount: 6_000_000,
    raggedRows: 0,
    columns: [{ name: 'code', dtype: 'int64', nullCount: 0, min: 12_345, max: 12_345 }],
    load: expect.stringContaining('chunksize='),
  });
  expect(answer).toBe("6000000 ['int64']");
});

it('counts a row that is too short by what all others have in a large table', async () => {
  const content = `a,b,c\n${'ab,cd,7\n'.repeat(300_000)}ab,cd\n${'ab,cd,7\n'.repeat(100)}`;
  const { description } = await describedAndRun(content, { memoryMiB: 512, code: 'print(len(table))' });
  expect(description).toMatchObject({ rowCount: 300_101, raggedRows: 1 });
  expect(description.warnings).toEqual(['Ragged rows: 1; the first is line 300002.']);
});

it('counts short and long rows of a large table, and reads what they hold within its width', async () => {
  const even = 'ab,7,0.5\n'.repeat(150_000);
  const content = `name,code,share\n${even}cd,007\nNA,8,0.25,"more, and more"\n${even}ef,9,1,\ngh`;
  const { description, answer } = await describedAndRun(content, {
    memoryMiB: 512,
    code: 'print(len(table), *table["code"].unique(), table["share"].min(), table["share"].isna().sum())',
  });
  expect(description).toMatchObject({
    load: "pd.read_csv('table.csv', index_col=False, usecols=range(0, 3), keep_default_na=False, na_values=[''], dtype={'code': 'str'})",
    rowCount: 300_004,
    raggedRows: 4,
    columns: [
      { nullCount: 0, distinctCount: 5 },
      { nullCount: 1, distinctCount: 4 },
      { nullCount: 2, min: 0.25, max: 1 },
    ],
  });
  expect(description.warnings).toEqual([
    expect.stringContaining('"NA" in "name": kept by `load`'),
    'Rows longer than the first row: 2; `load` drops the fields past its width.',
    'Ragged rows: 4; the first is line 150002.',
  ]);
  expect(answer).toBe('300004 7 007 8 9 nan 0.25 2');
});

it('reads notes below a large table as notes', async () => {
  const content = `a,b\n${'1,2\n'.repeat(600_000)}\nSource: the office\n`;
  const { description, answer } = await describedAndRun(content, {
    memoryMiB: 512,
    code: 'print(len(table))',
  });
  expect(description).toMatchObject({
    rowCount: 600_000,
    raggedRows: 0,
    columns: [{ dtype: 'int64' }, { dtype: 'int64' }],
  });
  expect(answer).toBe('600000');
});

it('reads ragged rows and late text in chunks with one type per column', async () => {
  const content = `a,b,c\n${'ab,cd,7\n'.repeat(1_500_000)}x,y,z\nx,y,1,4\n`;
  const { description, answer } = await describedAndRun(content, {
    memoryMiB: 192,
    code: count,
  });
  expect(description).toMatchObject({
    rowCount: 1_500_002,
    raggedRows: 1,
    columns: [{ dtype: 'str' }, { dtype: 'str' }, { dtype: 'str', examples: ['7'] }],
  });
  expect(description.load).toContain("dtype={'c': 'str'}");
  expect(answer).toBe("1500002 ['str', 'str', 'str']");
});

it('describes 60 MB in 192 MiB', async () => {
  const content = `a,b,c\n${'some text here,more,7\n'.repeat(2_700_000)}`;
  const limits = { timeoutSeconds: 50, memoryMiB: 192, outputMiB: 4, diskMiB: 64 };
  await using desk = await Desk.open();
  const [prepared] = await desk.prepare([await desk.file('table.csv', content)], {
    limits,
    maxFileSizeMiB: 100,
  });
  expect(prepared?.description).toMatchObject({ rowCount: 2_700_000, columns: [{}, {}, { max: 7 }] });
});

it('answers from a table that it reads chunk by chunk', async () => {
  const code = [
    'import pandas as pd',
    'total = 0',
    "for part in pd.read_csv('sales.csv', low_memory=False, chunksize=100000):",
    "    total += int(part['units'].sum())",
    'print(total)',
  ].join('\n');
  await using desk = await testCoder(scriptedModel([program(code), approval]));
  const file = await desk.file('sales.csv', `region,name,units\n${'ab,cd,7\n'.repeat(4_000_000)}`);
  const result = await desk.coder.executeCodeTask('Sum the units', { files: [file] });
  expect(result).toMatchObject({
    status: 'succeeded',
    fileMetadata: {
      'sales.csv': { load: "pd.read_csv('sales.csv', low_memory=False, chunksize=100000)" },
    },
  });
  expect(result.output.trim()).toBe('28000000');
});
