import { describe, expect, it } from 'vitest';
import type { FileDescription, ScientificDescription } from '../../../src/contracts/file-description.ts';
import { Desk, fixture } from '../desk.ts';

/** The description of one file for programs that may allocate so much. */
async function describedFor(runMemoryMiB: number, name: string, bytes: Buffer): Promise<FileDescription> {
  await using desk = await Desk.open();
  const [file] = await desk.prepare([{ name, bytes }], { runMemoryMiB });
  return file?.description as FileDescription;
}

/** A MATLAB 4 file of columns of numbers. */
function matlab(columns: Record<string, number>): Buffer {
  const variables = Object.entries(columns).flatMap(([name, rows]) => {
    const header = Buffer.alloc(20);
    for (const [at, field] of [0, rows, 1, 0, name.length + 1].entries()) header.writeUInt32LE(field, 4 * at);
    return [header, Buffer.from(`${name}\0`), Buffer.alloc(8 * rows)];
  });
  return Buffer.concat(variables);
}

describe('tables that are small as files and large in memory', () => {
  it('are read in batches where their texts would not fit, with the nulls and ranges that the file states', async () => {
    const late = await describedFor(128, 'late.parquet', await fixture('columnar/late.parquet'));
    expect(late).toMatchObject({
      load: "pq.ParquetFile('late.parquet', memory_map=True)",
      rowCount: 1_000_000,
      columns: [
        { name: 'remark', dtype: 'str', nullCount: 0 },
        // The only null is in the last row, which is not read; pandas has no integers beside it.
        { name: 'count', dtype: 'float64', nullCount: 1, min: 1, max: 1 },
        { name: 'share', nullCount: 0, min: 0.5, max: 0.5 },
      ],
      warnings: [
        expect.stringMatching(/iter_batches\(batch_size=\d0_000\), with columns=/),
        'Null counts and ranges of all rows are what the file states, where NaN is no null; 800,000 rows were read.',
      ],
    });
  });

  it('are counted to the last row without a word where counting is cheap', async () => {
    const late = await describedFor(16, 'late.arrow', await fixture('columnar/late.arrow'));
    expect(late).toMatchObject({
      rowCount: 1_000_000,
      compression: 'zstd',
      columns: [
        { dtype: 'float64', nullCount: 1, min: 1, max: 1 },
        { nullCount: 1, min: 0.5, max: 0.5 },
      ],
      warnings: [expect.stringContaining('.get_batch(i).slice(start, ')],
    });
  });

  it('fit where a run has more memory, and are then described from their rows', async () => {
    const late = await describedFor(1024, 'late.parquet', await fixture('columnar/late.parquet'));
    expect(late).toMatchObject({
      load: "pd.read_parquet('late.parquet')",
      columns: [{ distinctCount: 2 }, { nullCount: 1 }, { nullCount: 1 }],
      warnings: [],
    });
  });
});

it('variables of MATLAB that do not fit together are read one by one, and one that fits nowhere is named', async () => {
  const bytes = matlab({ first: 30_000, second: 40_000, huge: 50_000 });
  const { load, datasets, warnings } = (await describedFor(1, 'v.mat', bytes)) as ScientificDescription;
  expect(load).toBe("scipy.io.whosmat('v.mat')");
  expect(datasets).toMatchObject([
    { path: 'first', min: 0, load: expect.stringContaining("variable_names=['first']") },
    { path: 'second', min: 0, load: expect.stringMatching(/variable_names=\['second'\].*\)\['second'\]$/) },
    { path: 'huge', shape: [50_000, 1], load },
  ]);
  expect(warnings).toEqual([
    expect.stringContaining('read single ones with variable_names=[...]'),
    expect.stringMatching(/one run has no room for "huge" \(1 MiB\): raise maxMemoryMiB/),
  ]);
});
