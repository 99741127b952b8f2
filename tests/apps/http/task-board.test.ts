import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileStore } from '../../../src/apps/http/files/file-store.ts';
import { TaskBoard } from '../../../src/apps/http/tasks/task-board.ts';
import { TaskStore } from '../../../src/apps/http/tasks/task-store.ts';
import { TenantTurns } from '../../../src/apps/http/tasks/tenant-turns.ts';
import type { Artifact } from '../../../src/contracts/code-task.ts';
import { type TestCoder, testCoder } from '../../helpers/test-coder.ts';

describe('the tasks of a tenant', () => {
  let test: TestCoder;
  beforeEach(async () => {
    test = await testCoder(null);
  });
  afterEach(() => test[Symbol.asyncDispose]());

  const tasksFolder = () => path.join(test.folder, 'tasks');

  async function openBoard(maxBytes = 1e9): Promise<TaskBoard> {
    const caps = { maxFileBytes: 1e6, maxBytes: 1e6, maxFiles: 10, hours: 1 };
    return TaskBoard.open({
      tenant: 'local',
      coder: test.coder,
      files: await FileStore.open(path.join(test.folder, 'files'), caps),
      folder: tasksFolder(),
      maxTasks: 10,
      maxBytes,
      turns: new TenantTurns({ maxRunning: 1, maxWaiting: 1, tenants: 1 }).of('local'),
      mayReuse: false,
      observer: { onEvent: () => undefined, onEnd: () => undefined, onError: () => undefined },
    });
  }

  it('are cancelled also in the moment in which somebody approves their program', async () => {
    const board = await openBoard();
    const task = await board.start({ code: 'print(1)', approval: 'always' }, { files: [], key: null });
    await task.settled;
    const deciding = board.decide(task.facts.id, { action: 'approve' });
    await board.cancel(task.facts.id, 'Not any more.');
    await expect(board.forget(task.facts.id)).rejects.toThrow('has not ended');
    await (await deciding).settled;
    expect(task.facts).toMatchObject({ state: 'ended', status: 'cancelled' });
  });

  it('go once newer ones need the room on the disk, and the last one stays however much it takes', async () => {
    const board = await openBoard(1_500_000);
    const write = async (bytes: number) => {
      const code = `open('a.bin', 'wb').write(b'a' * ${bytes})`;
      const task = await board.start({ code }, { files: [], key: null });
      await task.settled;
      return task.facts.id;
    };
    const [first, second, third] = [await write(600_000), await write(600_000), await write(600_000)];
    const ids = () => board.all().map(({ facts }) => facts.id);
    expect(ids()).toEqual([third, second]);
    expect(readdirSync(tasksFolder())).not.toContain(first);
    const large = await write(3_000_000);
    expect(ids()).toEqual([large]);
    expect((await openBoard(1_500_000)).all()).toHaveLength(1);
  });

  it('end when the last client that waits for them leaves, unless one wanted them to go on', async () => {
    const board = await openBoard();
    const one = await board.start({ code: 'print(1)' }, { files: [], key: 'a' });
    const [first, second] = [one.join(), one.join()];
    expect([first(), second()]).toEqual([false, true]);
    const other = await board.start({ code: 'print(2)' }, { files: [], key: 'b' });
    const leave = other.join();
    other.detach();
    expect(leave()).toBe(false);
    await Promise.all([one.settled, other.settled]);
  });

  it('give a file as soon as they have told of it', async () => {
    const task = await (await openBoard()).start({ code: 'print(1)' }, { files: [], key: null });
    const artifact = { name: 'a.txt', path: '/nowhere/a.txt', bytes: 1, sha256: 'a'.repeat(64) };
    task.tell({ type: 'artifact-collected', artifact: artifact as Artifact });
    expect(await task.artifact('a.txt')).toEqual(artifact);
    await task.settled;
  });

  it('have the result that was written just before the service died', async () => {
    const task = await (await openBoard()).start({ code: 'print(1)' }, { files: [], key: null });
    await task.settled;
    const store = await TaskStore.open(tasksFolder());
    await store.saveFacts({ ...task.facts, state: 'running', status: null, endedAt: null });
    const again = (await openBoard()).get(task.facts.id);
    expect(await again.view()).toMatchObject({ state: 'ended', problem: null, result: { output: '1\n' } });
  });
});
