import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { collectFiles } from '../../src/sandbox/collect-files.ts';

it('a working folder that is gone as a whole says nothing of its inputs, one that is empty does', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'collect-test-'));
  try {
    const input = path.join(folder, 'input');
    writeFileSync(input, 'x');
    const source = {
      inputs: [{ name: 'a.txt', path: input }],
      exchange: undefined,
      maxFiles: 1,
      maxBytes: 1,
    };
    const collected = (work: string) =>
      collectFiles({ ...source, folder: path.join(folder, work), target: path.join(folder, 'target') });
    expect(await collected('gone')).toMatchObject({ files: [], removedInputs: [] });
    const empty = mkdtempSync(path.join(folder, 'empty-'));
    expect(await collected(path.basename(empty))).toMatchObject({ removedInputs: ['a.txt'] });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
