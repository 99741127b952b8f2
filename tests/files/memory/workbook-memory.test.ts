import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPython } from '../../helpers/run-python.ts';
import { sharedRuntime } from '../../helpers/shared-runtime.ts';
import { Desk } from '../desk.ts';

const rows = 30_000;
const write = `
import sys, openpyxl
book = openpyxl.Workbook(write_only=True)
small, large = book.create_sheet('small'), book.create_sheet("the boss's")
small.append(['a', 'b'])
small.append([1, 2])
large.append(['id', 'half', 'name', 'kind'])
for at in range(${rows}):
    large.append([at, at / 2, f'name {at}', 'x'])
book.save(sys.argv[1])
`;

describe('a workbook with a sheet that is large for the memory of a run', () => {
  let folder: string;
  let bytes: Buffer;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'python-coder-book-'));
    await runPython('-c', write, path.join(folder, 'book.xlsx'));
    bytes = await readFile(path.join(folder, 'book.xlsx'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function warningsFor(runMemoryMiB: number): Promise<string[]> {
    await using desk = await Desk.open();
    const [prepared] = await desk.prepare([{ name: 'book.xlsx', bytes }], { runMemoryMiB });
    return prepared?.description.warnings ?? [];
  }

  it('says so of that sheet, with a way to read it that works in this memory', async () => {
    const warnings = await warningsFor(32);
    expect(warnings).toEqual([
      expect.stringMatching(
        /^Sheet "the boss's": Reading the whole sheet takes about \d+ MiB of memory, and one run has 32 MiB: /,
      ),
    ]);
    const advice = /Go through its rows with (openpyxl\.load_workbook\(.*values_only=True\)) and/.exec(
      warnings[0] as string,
    )?.[1];
    const outcome = await sharedRuntime().run({
      code: `import openpyxl\nprint(sum(1 for row in ${advice}))`,
      origin: 'ours',
      inputs: [{ name: 'book.xlsx', path: path.join(folder, 'book.xlsx') }],
      limits: { timeoutSeconds: 50, memoryMiB: 32, outputMiB: 1, diskMiB: 16 },
      runDir: path.join(folder, 'run'),
    });
    expect(outcome).toMatchObject({ status: 'finished', stdout: `${rows + 1}\n` });
  }, 60_000);

  it('says nothing where a run has room for it', async () => {
    expect(await warningsFor(512)).toEqual([]);
  });
});
