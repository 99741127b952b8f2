import { open } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { FileDescription } from '../../src/contracts/file-description.ts';
import { Desk } from './preparing.ts';

const limits = { timeoutSeconds: 50, memoryMiB: 128, outputMiB: 4, diskMiB: 16 };

/** Describes a file of a head and one line, written so often that the file is larger than the memory of its describer. */
async function describedLarge(
  name: string,
  { head = '', line = '', mebibytes = 130 },
): Promise<FileDescription> {
  await using desk = await Desk.open();
  const file = await desk.file(name, head);
  const block = Buffer.from(line.repeat(Math.floor(2 ** 20 / line.length)));
  await using handle = await open(file, 'a');
  for (let written = 0; written < mebibytes; written += 1) await handle.write(block);
  const [prepared] = await desk.prepare([file], { limits, maxFileSizeMiB: 200, skipBadFiles: true });
  return prepared?.description as FileDescription;
}

it('a text of 130 MiB is counted line by line in 128 MiB, and a program is told to read it so', async () => {
  const line = 'a line of exactly thirty-two by\n';
  expect(await describedLarge('large.txt', { line })).toMatchObject({
    lineCount: 130 * 2 ** 15,
    wordCount: 6 * 130 * 2 ** 15,
    load: "open('large.txt', encoding='utf-8')",
    warnings: [expect.stringContaining('read it line by line')],
  });
}, 60_000);

it('a table of 130 MiB is described exactly in 128 MiB, and a program is told to read it in chunks', async () => {
  const line = 'a piece of text in a cell,4567,\n';
  expect(await describedLarge('large.csv', { head: 'text,number,none\n', line })).toMatchObject({
    rowCount: 130 * 2 ** 15,
    columns: [{ name: 'text' }, { min: 4567, max: 4567 }, { nullCount: 130 * 2 ** 15 }],
    load: expect.stringContaining('chunksize='),
    warnings: [expect.stringContaining('aggregate chunk by chunk')],
  });
}, 60_000);

it('JSON of 130 MiB, which has to be read at once, is refused in 128 MiB with the setting to raise', async () => {
  const line = '{"a":1,"b":"some text in here"},';
  expect(await describedLarge('large.json', { head: '[{"a":1},', line })).toMatchObject({
    type: 'unusable',
    problem: 'needs more memory to be read than one run may use; split it or raise maxMemoryMiB',
  });
}, 60_000);
