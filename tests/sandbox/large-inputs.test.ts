import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { measure, partFiles } from '../../src/sandbox/pool/send-files.ts';
import { runInSandbox } from '../helpers/sandbox.ts';

const large = Array.from({ length: 100_000 }, (_, at) => `${at},name ${at}\n`).join('');
const small = 'a,b\n1,2\n';

describe.each(['A', 'B'] as const)('a large input in tier %s', (tier) => {
  it('arrives whole beside a small one, and is no output', async () => {
    const run = await runInSandbox(
      'import hashlib\nfor name in ("large.csv", "small.csv"):\n    print(hashlib.sha256(open(name, "rb").read()).hexdigest())',
      { tier, inputs: { 'large.csv': large, 'small.csv': small } },
    );
    const hashes = [large, small].map((text) => createHash('sha256').update(text).digest('hex'));
    expect(run).toMatchObject({ status: 'finished', stdout: `${hashes.join('\n')}\n`, files: [] });
  });

  it("is the program's own file, which it may change", async () => {
    const run = await runInSandbox('open("large.csv", "a").write("more")', {
      tier,
      inputs: { 'large.csv': large },
    });
    expect(run.contents['large.csv']?.toString()).toBe(`${large}more`);
  });
});

it('sends a large input through the connection where the folder of the process is out of reach', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'large-inputs-'));
  try {
    await writeFile(path.join(folder, 'large.csv'), large);
    const file = measure({ name: 'large.csv', path: path.join(folder, 'large.csv') });
    expect(partFiles([file], path.join(folder, 'nowhere'))).toEqual({ sent: [file], copied: [] });
    expect(partFiles([file], folder)).toEqual({ sent: [], copied: [file] });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
