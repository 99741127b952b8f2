import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCheckpoints } from '../../src/agents/checkpoints.ts';

describe('checkpoints', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'checkpoints-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('are kept in a file that only its owner can read, in folders that are made for it', async () => {
    const file = path.join(folder, 'a/b/checkpoints.sqlite');
    await using kept = await openCheckpoints(file);
    await kept.saver.getTuple({ configurable: { thread_id: 'none' } });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
  });

  it('say where they can not be kept, without the password', async () => {
    const url = 'postgresql://ada:s3cret@127.0.0.1:1/none?password=s3cret';
    await expect(openCheckpoints(url)).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringMatching(
        /^Checkpoints can't be kept in the database postgresql:\/\/127\.0\.0\.1:1\/none: (?!.*s3cret)/,
      ),
    });
  });

  it('refuse a file that is no database', async () => {
    await expect(openCheckpoints(folder)).rejects.toMatchObject({ code: 'config-invalid' });
  });
});
