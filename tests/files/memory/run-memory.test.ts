import { describe, expect, it } from 'vitest';
import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { Desk } from '../desk.ts';

const records = JSON.stringify(
  Array.from({ length: 60_000 }, (_, at) => ({ id: at, who: { name: `n${at}` }, tags: ['x', 'y', at] })),
);
const lines = Array.from({ length: 200_000 }, (_, at) => `{"id":${at},"name":"ship ${at}"}`).join('\n');
const text = 'some words in a line\n'.repeat(450_000);
/** 24 MB of numbers behind the header of a .npy file. */
const numbers = (() => {
  const header = "{'descr': '<f8', 'fortran_order': False, 'shape': (3000000,), }\n";
  const length = Buffer.alloc(2);
  length.writeUInt16LE(header.length);
  const mark = Buffer.from('\x93NUMPY\x01\x00', 'latin1');
  return Buffer.concat([mark, length, Buffer.from(header), Buffer.alloc(24_000_000)]);
})();

/** Each file described for programs that may allocate so much. */
async function describedFor(runMemoryMiB: number): Promise<Map<string, FileDescription>> {
  await using desk = await Desk.open();
  const contents = { 'a.json': records, 'a.jsonl': lines, 'a.txt': text, 'a.npy': numbers };
  const inputs = Object.entries(contents).map(([name, bytes]) => ({ name, bytes: Buffer.from(bytes) }));
  const prepared = await desk.prepare(inputs, { runMemoryMiB });
  return new Map(prepared.map(({ name, description }) => [name, description]));
}

describe('the memory that a run is configured to have', () => {
  it('decides which files a program is told to read part by part, whatever the describers have themselves', async () => {
    const small = await describedFor(64);
    expect(small.get('a.json')?.warnings).toEqual([
      expect.stringMatching(
        /^Reading the whole file takes about \d+ MiB of memory, and one run has 64 MiB: .*raw_decode/,
      ),
    ]);
    expect(small.get('a.jsonl')?.load).toContain('chunksize=10000');
    expect(small.get('a.txt')?.load).toBe("open('a.txt', encoding='utf-8')");
    expect(small.get('a.txt')?.warnings).toEqual([expect.stringContaining('read it line by line')]);
    expect(small.get('a.npy')?.load).toContain('mmap_mode');
  });

  it('lets a program with room enough read the same files whole, without a word', async () => {
    const large = await describedFor(1024);
    expect([...large.values()].flatMap(({ warnings }) => warnings)).toEqual([]);
    expect(large.get('a.jsonl')?.load).not.toContain('chunksize');
    expect(large.get('a.txt')?.load).toContain('.read()');
    expect(large.get('a.npy')?.load).toBe("np.load('a.npy')");
  });
});
