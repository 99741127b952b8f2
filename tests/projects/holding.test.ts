import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Project } from '../../src/projects/project.ts';
import { type ProjectRoom, projectRoom, textOf } from './project-room.ts';

/** Another process that is at the given work once this resolves. */
async function otherProcess(what: 'hold' | 'write', room: ProjectRoom): Promise<ChildProcess> {
  const script = path.join(import.meta.dirname, 'other-process.mjs');
  const child = spawn(process.execPath, [script, what, room.folder, path.join(room.folder, 'noted')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ready = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  expect(String(ready[0])).toBe('ready\n');
  return child;
}

const incoming = (room: ProjectRoom) => readdirSync(path.join(room.folder, 'projects', 'one', 'incoming'));

async function whileHeld(project: Project, work: () => Promise<void>): Promise<void> {
  await using _held = await project.hold();
  await work();
}

describe('a project that is held', () => {
  it('is given to one after the other, in their order, writes among them', async () => {
    await using room = await projectRoom();
    const [one, same] = [await room.projects.open('one'), await room.projects.open('one')];
    const order: string[] = [];
    const first = await one.hold();
    const second = whileHeld(same, async () => {
      order.push('second');
      expect(await textOf(one, 'a.txt')).toBeNull();
    });
    const third = one.write('a.txt', Buffer.from('x')).then(() => order.push('third'));
    await one.write.call(await room.projects.open('two'), 'other.txt', Buffer.from('free'));
    order.push('first');
    await first[Symbol.asyncDispose]();
    await Promise.all([second, third]);
    expect(order).toEqual(['first', 'second', 'third']);
  });

  it('is left alone by whoever was cancelled while waiting, and goes to the next', async () => {
    await using room = await projectRoom();
    const project = await room.projects.open('one');
    const first = await project.hold();
    const cancel = new AbortController();
    const [second, third] = [project.hold(cancel.signal), project.hold()];
    cancel.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    await first[Symbol.asyncDispose]();
    await (await third)[Symbol.asyncDispose]();
    await expect(project.hold(cancel.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(path.join(room.folder, 'locks'))).toEqual([]);
  });

  it('by another process is waited for', async () => {
    await using room = await projectRoom();
    const project = await room.projects.open('one');
    const other = await otherProcess('hold', room);
    const cancel = new AbortController();
    const waiting = project.hold(cancel.signal);
    cancel.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    const turn = project.hold();
    other.stdin?.write('go\n');
    await using _held = await turn;
    expect(readFileSync(path.join(room.folder, 'noted'), 'utf8')).toBe('other\n');
  });

  it('by a process that was killed is free', async () => {
    await using room = await projectRoom();
    const project = await room.projects.open('one');
    const other = await otherProcess('hold', room);
    other.kill('SIGKILL');
    await once(other, 'exit');
    await using held = await project.hold();
    expect(await held.files()).toEqual([]);
  });

  it('is not there any more for those who waited while it was removed', async () => {
    await using room = await projectRoom();
    const project = await room.projects.open('one');
    const first = await project.hold();
    const removed = room.projects.remove('one');
    const late = project.hold();
    const caught = expect(late).rejects.toMatchObject({ code: 'input-invalid', reason: 'removed' });
    await first[Symbol.asyncDispose]();
    expect(await removed).toBe(true);
    await caught;
    await expect(project.files()).rejects.toMatchObject({ reason: 'removed' });
  });
});

it('a process that is killed in the middle of a write leaves the old file, and what it had is swept', async () => {
  await using room = await projectRoom();
  const project = await room.projects.open('one');
  await project.write('a.txt', Buffer.from('old'));
  const other = await otherProcess('write', room);
  await (await project.hold())[Symbol.asyncDispose]();
  expect(incoming(room)).toHaveLength(1);
  other.kill('SIGKILL');
  await once(other, 'exit');
  expect(await textOf(project, 'a.txt')).toBe('old');
  await (await project.hold())[Symbol.asyncDispose]();
  expect(incoming(room)).toEqual([]);
});
