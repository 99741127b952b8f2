import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GraphRoom } from './graph-room.ts';
import { type PostgresServer, postgresProblem, postgresServer } from './postgres-server.ts';

const sleeping = 'import time\ntime.sleep(60)';

/** Kills a process in its second step, and lets another one go on. */
async function crashAndGoOn(room: GraphRoom, checkpoints: string) {
  const conversation = { checkpoints, thread: 'one' };
  const input = { query: 'Do both.' };
  const first = { 'Do the first.': 'open("first.txt", "w").write("1")\nprint("first")' };
  await room.useUntilKilled(
    { ...conversation, input, programs: { ...first, 'Do the second.': sleeping } },
    { run: 2 },
  );
  const before = room.records.length;
  const programs = {
    'Do the first.': 'raise SystemExit(9)',
    'Do the second.': 'print(open("first.txt").read())',
  };
  const end = await room.use({ ...conversation, input: null, programs });
  return { before, end };
}

function expectBothDone({ before, end }: Awaited<ReturnType<typeof crashAndGoOn>>): void {
  expect(before).toBe(1);
  expect(end.values).toMatchObject({
    answer: 'All done.',
    status: 'answered',
    results: [
      { task: 'Do the first.', status: 'succeeded' },
      { task: 'Do the second.', status: 'succeeded' },
    ],
  });
}

describe('a graph whose process was killed in the middle of a step', () => {
  it('goes on in another process with the same files, and takes no finished step again', async () => {
    await using room = await GraphRoom.open();
    expectBothDone(await crashAndGoOn(room, path.join(room.folder, 'checkpoints.sqlite')));
    expect(room.records).toMatchObject([
      { query: { start: 'Do the first.' }, status: 'succeeded' },
      { query: { start: 'Do the second.' }, status: 'succeeded' },
    ]);
  });

  describe.skipIf(postgresProblem !== null && process.env.REQUIRE_ALL !== '1')('on PostgreSQL', () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await postgresServer();
    });
    afterAll(() => server?.[Symbol.asyncDispose]());

    it('goes on in another process as well', async () => {
      await using room = await GraphRoom.open();
      expectBothDone(await crashAndGoOn(room, server.url));
    });
  });
});
