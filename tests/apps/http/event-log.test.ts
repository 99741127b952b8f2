import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventLog } from '../../../src/apps/http/tasks/event-log.ts';
import { HostedTask } from '../../../src/apps/http/tasks/hosted-task.ts';
import type { TaskFacts } from '../../../src/apps/http/tasks/task-facts.ts';
import { TaskStore } from '../../../src/apps/http/tasks/task-store.ts';

const never = new AbortController().signal;
const said = (message: string) => ({ type: 'warning', message }) as const;

async function messagesAfter(task: HostedTask): Promise<unknown[]> {
  const found = [];
  for await (const message of task.events(1, never)) found.push(message);
  return found;
}

async function messagesIn(log: EventLog): Promise<unknown[]> {
  const found = [];
  for await (const { id, event } of log.after(0, never)) found.push([id, event]);
  return found;
}

describe('the events of a task', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'event-log-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('go on after a crash that left half a line', async () => {
    const file = path.join(folder, 'events.jsonl');
    const first = new EventLog(file);
    first.append(said('é one'));
    await first.close();
    await appendFile(file, '{"type":"warning","mess');
    const second = await EventLog.reopen(file);
    second.append(said('two'));
    await second.close();
    expect(await messagesIn(second)).toEqual([
      [1, said('é one')],
      [2, said('two')],
    ]);
  });

  it('are read back as they were told, whatever characters and however many they have', async () => {
    const log = new EventLog(path.join(folder, 'events.jsonl'));
    const told = [said('a\u2028b\u0085c\r\nd'), said('é'.repeat(200_000)), said('')];
    for (const event of told) log.append(event);
    await log.close();
    expect(await messagesIn(log)).toEqual(told.map((event, index) => [index + 1, event]));
    const rest = [];
    for await (const { id } of log.after(2, never)) rest.push(id);
    expect(rest).toEqual([3]);
  });

  it('end for their readers although nothing of the task can be written any more', async () => {
    const store = await TaskStore.open(path.join(folder, 'tasks'));
    const facts: TaskFacts = {
      id: 'a'.repeat(32),
      state: 'running',
      status: null,
      auditId: null,
      query: 'x',
      follows: null,
      files: [],
      createdAt: new Date(0).toISOString(),
      endedAt: null,
      problem: null,
      request: { code: 'print(1)' },
      key: null,
    };
    const task = new HostedTask(facts, store); // whose folder was never made
    task.tell(said('one'));
    const read = messagesAfter(task);
    await expect(task.fail({ code: 'internal', message: 'x' })).rejects.toThrow('ENOENT');
    expect(task.facts).toMatchObject({ state: 'ended', problem: { code: 'internal' } });
    expect(await read).toEqual([]);
  });
});
