import { mkdir, mkdtemp, readdir, rm, stat, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { AIMessage } from '@langchain/core/messages';
import type { SqliteSaver } from '@langchain/langgraph-checkpoint-sqlite';
import { createAgent, fakeModel } from 'langchain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCheckpoints } from '../../src/agents/checkpoints.ts';

describe('checkpoints', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'checkpoints-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('are never kept behind a link', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'checkpoints-link-'));
    try {
      await mkdir(path.join(folder, 'elsewhere'));
      await symlink(path.join(folder, 'elsewhere/theirs.sqlite'), path.join(folder, 'checkpoints.sqlite'));
      await expect(openCheckpoints(path.join(folder, 'checkpoints.sqlite'))).rejects.toMatchObject({
        code: 'config-invalid',
      });
      expect(await readdir(path.join(folder, 'elsewhere'))).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('are kept in a file that only its owner can read, in folders that are made for it', async () => {
    const file = path.join(folder, 'a/b/checkpoints.sqlite');
    await using kept = await openCheckpoints(file);
    await kept.saver.getTuple({ configurable: { thread_id: 'none' } });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
  });

  it('do not keep every step of a long conversation', async () => {
    const file = path.join(folder, 'long.sqlite');
    await using kept = await openCheckpoints(file);
    const model = fakeModel();
    for (let index = 0; index < 30; index++) model.respond(new AIMessage('word '.repeat(2_000)));
    const graph = createAgent({ model, tools: [], checkpointer: kept.saver });
    const thread = { configurable: { thread_id: 'one' } };
    for (let index = 0; index < 30; index++) await graph.invoke({ messages: 'Go on' }, thread);
    await graph.invoke({ messages: 'Hi' }, { configurable: { thread_id: 'two' } }).catch(() => null);
    const steps = [];
    for await (const step of kept.saver.list(thread)) steps.push(step);
    expect(steps).toHaveLength(20);
    const left = await (kept.saver as SqliteSaver).db.prepare('SELECT COUNT(*) AS n FROM writes').get();
    expect((left as { n: number }).n).toBeLessThan(100);
    const tuple = await kept.saver.getTuple(thread);
    expect(tuple?.checkpoint.channel_values.messages).toHaveLength(60);
    expect((await stat(file)).size).toBeLessThan(15e6);
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
