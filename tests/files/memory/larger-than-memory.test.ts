import { open } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { Desk } from '../desk.ts';

const limits = { timeoutSeconds: 50, memoryMiB: 128, outputMiB: 4, diskMiB: 16 };

/** Counts the items of the opened file that is `data`, as the warning tells a program to. */
const pieceByPiece = `
import json
decoder, text, position, count = json.JSONDecoder(), data.read(1), 1, 0
while True:
    try:
        value, end = decoder.raw_decode(text, position)
        if end == len(text):
            raise ValueError
    except ValueError:
        text, position = text[position:] + data.read(1 << 20), 0
        continue
    count, position = count + 1, end + 1
    if text[end] == ']':
        break
print(count)
`;

/** Describes a file whose one line is written so often that the file is larger than the memory of its describer. */
async function describedLarge(name: string, { head = '', line = '', tail = '', mebibytes = 130 }) {
  const desk = await Desk.open();
  const file = await desk.file(name, head);
  const block = Buffer.from(line.repeat(Math.floor(2 ** 20 / line.length)));
  await using handle = await open(file, 'a');
  for (let written = 0; written < mebibytes; written += 1) await handle.write(block);
  await handle.write(tail);
  const [prepared] = await desk.prepare([file], { limits, maxFileSizeMiB: 200, skipBadFiles: true });
  const description = prepared?.description as FileDescription;
  return {
    description,
    /** Output of a program of the described imports, `data`, which is what `load` gives, and more code. */
    async answer(code: string): Promise<string> {
      const inputs = [{ name, path: file }];
      const outcome = await desk.run(description, { code: `data = value\n${code}`, inputs, limits });
      return outcome.stdout.trim() || outcome.stderr;
    },
    [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
  };
}

it('a text of 130 MiB is counted line by line in 128 MiB, and a program is told to read it so', async () => {
  const line = 'a line of exactly thirty-two by\n';
  await using large = await describedLarge('large.txt', { line });
  expect(large.description).toMatchObject({
    lineCount: 130 * 2 ** 15,
    wordCount: 6 * 130 * 2 ** 15,
    load: "open('large.txt', encoding='utf-8')",
    warnings: [expect.stringContaining('read it line by line')],
  });
}, 60_000);

it('a table of 130 MiB is described exactly in 128 MiB, and a program is told to read it in chunks', async () => {
  const line = 'a piece of text in a cell,4567,\n';
  await using large = await describedLarge('large.csv', { head: 'text,number,none\n', line });
  expect(large.description).toMatchObject({
    rowCount: 130 * 2 ** 15,
    columns: [{ name: 'text' }, { min: 4567, max: 4567 }, { nullCount: 130 * 2 ** 15 }],
    load: expect.stringContaining('chunksize='),
    warnings: [expect.stringContaining('aggregate chunk by chunk')],
  });
}, 60_000);

it('an array of 130 MiB is described item by item in 128 MiB, and `load` gives a program every item', async () => {
  await using large = await describedLarge('large.json', {
    head: '[{"a":1},',
    line: '{"a":1,"b":"some {texts\\"} in"},',
    tail: '{"a":2}]',
  });
  expect(large.description).toMatchObject({
    type: 'json',
    structure: 'array of objects',
    itemCount: 2 + 130 * 2 ** 15,
    depth: 2,
    keys: [
      { name: 'a', types: ['number'], presence: 1 },
      { name: 'b', types: ['string'], presence: 0.9999 },
    ],
    warnings: [expect.stringContaining('iterator of its items'), 'Keys are those of the first 10000 items.'],
  });
  expect(await large.answer('print(sum(item["a"] for item in data))')).toBe(`${3 + 130 * 2 ** 15}`);
}, 120_000);

it('an array that no pattern divides is described, and the advice to read it piece by piece works', async () => {
  await using large = await describedLarge('large.json', {
    head: '[0,',
    line: '[1,"some [text] in here, here"],',
    tail: '2]',
  });
  expect(large.description).toMatchObject({
    structure: 'array of mixed values',
    itemCount: 2 + 130 * 2 ** 15,
    load: "open('large.json', encoding='utf-8')",
    warnings: [expect.stringContaining('raw_decode(text, position)'), expect.stringMatching(/^Keys are/)],
  });
  expect(await large.answer(pieceByPiece)).toBe(`${2 + 130 * 2 ** 15}`);
}, 120_000);

it('JSON Lines of 130 MiB under the name of JSON are described as JSON Lines in 128 MiB', async () => {
  await using large = await describedLarge('large.json', { line: '{"a":1,"b":"some text in here"}\n' });
  expect(large.description).toMatchObject({
    type: 'jsonl',
    itemCount: 130 * 2 ** 15,
    load: expect.stringContaining('lines=True, chunksize='),
    warnings: [expect.stringContaining('JSON Lines'), expect.anything(), expect.anything()],
  });
}, 60_000);

it('a JSON object of 130 MiB, which has to be read at once, is refused in 128 MiB with the setting to raise', async () => {
  await using large = await describedLarge('large.json', {
    head: '{"rows":[{"a":1},',
    line: '{"a":1,"b":"some text in here"},',
    tail: '{}]}',
  });
  expect(large.description).toMatchObject({
    type: 'unusable',
    problem: 'needs more memory to be read than one run may use; split it or raise maxMemoryMiB',
  });
}, 60_000);

it('a large array that is damaged is refused with the line of the damage', async () => {
  await using large = await describedLarge('large.json', {
    head: '[',
    line: '{"a":1,"b":"some text in here"},\n',
    tail: '{"a":}]',
  });
  expect(large.description).toMatchObject({
    type: 'unusable',
    problem: expect.stringContaining(`Expecting value at line ${Math.floor(2 ** 20 / 33) * 130 + 1}`),
  });
}, 60_000);
