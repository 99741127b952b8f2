import { describe, expect, it } from 'vitest';
import { runInSandbox } from '../helpers/sandbox.ts';

const inputs = { 'a.txt': 'a', 'data/b.txt': 'b', 'data/deep/c.txt': 'c' };
const removedBy = async (code: string, tier: 'A' | 'B' | 'limits' = 'A') =>
  (await runInSandbox(code, { inputs, tier })).removedInputs;

describe('inputs that are gone after a run', () => {
  it.each(['A', 'B', 'limits'] as const)('are named in tier %s', async (tier) => {
    expect(await removedBy('print(1)', tier)).toEqual([]);
    expect(await removedBy('import os\nos.remove("data/b.txt")', tier)).toEqual(['data/b.txt']);
  });

  it('are those of a folder that was renamed or became a file', async () => {
    expect(await removedBy('import os\nos.rename("data", "other")')).toEqual([
      'data/b.txt',
      'data/deep/c.txt',
    ]);
    expect(
      await removedBy('import shutil\nshutil.rmtree("data/deep")\nopen("data/deep", "w").close()'),
    ).toEqual(['data/deep/c.txt']);
  });

  it('are told of a program that was ended', async () => {
    const { status, removedInputs } = await runInSandbox('import os\nos.remove("a.txt")\nwhile True: pass', {
      inputs,
      limits: { timeoutSeconds: 1 },
    });
    expect({ status, removedInputs }).toEqual({ status: 'timed-out', removedInputs: ['a.txt'] });
  });

  it('are not those that can not be seen, or in whose place a link stands', async () => {
    expect(await removedBy('import os\nos.chmod("data", 0)')).toEqual([]);
    const link = 'import os, shutil\nshutil.rmtree("data")\nos.symlink("/etc", "data")';
    expect(await removedBy(link, 'limits')).toEqual([]);
    const own = 'import os\nos.remove("a.txt")\nos.symlink("/etc/passwd", "a.txt")';
    expect(await removedBy(own, 'limits')).toEqual([]);
  });
});
