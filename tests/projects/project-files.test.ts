import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Projects } from '../../src/projects/projects.ts';
import { namesOf, projectRoom, quota, textOf } from './project-room.ts';

const bytes = (size: number) => Buffer.alloc(size, 'x');

async function* inParts(parts: Iterable<Buffer | Error>) {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield part;
  }
}

/** A content whose one part has arrived before its end is waited for. */
function slowly(part: Buffer): [AsyncGenerator<Buffer>, Promise<void>, () => void] {
  let arrive = (): void => undefined;
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  let goOn = (): void => undefined;
  const end = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const content = (async function* () {
    yield part;
    arrive();
    await end;
  })();
  return [content, arrived, goOn];
}

describe('files of a project', () => {
  it('are written from bytes and streams, replaced, read in ranges and deleted with their empty folders', async () => {
    await using room = await projectRoom();
    const project = await room.projects.open('one');
    expect(await project.write('data/2024/a.csv', Buffer.from('x,y\n'))).toMatchObject({ bytes: 4 });
    await project.write('b.bin', inParts([bytes(10), Buffer.alloc(0), bytes(5)]));
    expect(await project.files()).toMatchObject([
      { name: 'b.bin', bytes: 15 },
      { name: 'data/2024/a.csv', bytes: 4 },
    ]);
    await project.write('data/2024/a.csv', Buffer.from('abcdef'));
    const file = await project.read('data/2024/a.csv');
    if (file === null) throw new Error('it is not there');
    await project.write('data/2024/a.csv', Buffer.from('new'));
    const parts: Buffer[] = [];
    for await (const part of file.stream({ start: 1, end: 3 })) parts.push(part as Buffer);
    expect({ bytes: file.bytes, text: Buffer.concat(parts).toString() }).toEqual({ bytes: 6, text: 'bcd' });
    expect(await textOf(project, 'data/2024/a.csv')).toBe('new');
    expect(await project.delete('data/2024/a.csv')).toBe(true);
    expect(await project.delete('data/2024/a.csv')).toBe(false);
    expect(readdirSync(room.place('one'))).toEqual(['b.bin']);
    expect(readdirSync(path.join(room.folder, 'projects', 'one', 'incoming'))).toEqual([]);
    expect(await project.read('nothing')).toBeNull();
  });

  it.each([
    '../x',
    '/x',
    'a/../x',
    '.x',
    'a/.x',
    '',
    'a//b',
    'a/',
    'a\0b',
    'a\nb',
    'a\u202eb',
    'a\\b',
    'c:x',
    'a ',
    ' a',
    'a.',
    'CON'.padEnd(300, 'x'),
    '1/2/3/4/5/6/7/8/9/x',
  ])('have no name like %j', async (name) => {
    await using room = await projectRoom();
    const project = await room.projects.open('one');
    await expect(project.write(name, bytes(1))).rejects.toMatchObject({ reason: 'bad-name' });
    expect(await project.read(name)).toBeNull();
    expect(await project.delete(name)).toBe(false);
    expect(await project.files()).toEqual([]);
  });

  it.each([
    ['a.txt', 'A.txt'],
    ['caf\u00e9', 'cafe\u0301'],
    ['Data/a', 'data/b'],
    ['a', 'a/b'],
    ['a/b', 'a'],
  ])('named %j can not stand beside %j', async (one, other) => {
    await using room = await projectRoom();
    const project = await room.projects.open('one');
    await project.write(one, bytes(1));
    await expect(project.write(other, bytes(1))).rejects.toMatchObject({ reason: 'bad-name' });
    expect(await namesOf(project)).toEqual([one]);
    await project.delete(one);
    await project.write(other, bytes(1));
    expect(await namesOf(project)).toEqual([other]);
  });

  it('past a cap are refused while they come, and what was there stays', async () => {
    await using room = await projectRoom({ maxBytes: 100, maxFileBytes: 60, maxFiles: 2 });
    const project = await room.projects.open('one');
    await project.write('a', bytes(50));
    const endless = (function* () {
      for (;;) yield bytes(10);
    })();
    await expect(project.write('a', inParts(endless))).rejects.toMatchObject({ reason: 'file-too-large' });
    await expect(project.write('b', bytes(51))).rejects.toMatchObject({ reason: 'project-full' });
    await project.write('b', bytes(50));
    await expect(project.write('c', bytes(0))).rejects.toMatchObject({ reason: 'too-many-files' });
    await project.write('a', bytes(40));
    expect(await project.files()).toMatchObject([{ bytes: 40 }, { bytes: 50 }]);
    expect(readdirSync(path.join(room.folder, 'projects', 'one', 'incoming'))).toEqual([]);
  });

  it('that come at once share one quota, on their way and in their places', async () => {
    await using room = await projectRoom({ maxBytes: 100, maxFileBytes: 100 });
    const project = await room.projects.open('one');
    const names = Array.from({ length: 8 }, (_, index) => `f${index}`);
    const written = await Promise.allSettled(
      names.map((name) => project.write(name, inParts([bytes(15), bytes(15)]))),
    );
    const kept = await project.files();
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.reduce((sum, file) => sum + file.bytes, 0)).toBeLessThanOrEqual(100);
    expect(written.filter(({ status }) => status === 'fulfilled')).toHaveLength(kept.length);
    await project.write(kept[0]?.name as string, bytes(1));
  });

  it('that are too large are not read any further', async () => {
    await using room = await projectRoom({ maxFileBytes: 60 });
    const project = await room.projects.open('one');
    let given = 0;
    const endless = (function* () {
      for (;;) yield bytes(10 * Math.sign(++given));
    })();
    await expect(project.write('a', inParts(endless))).rejects.toMatchObject({ reason: 'file-too-large' });
    expect(given).toBe(7);
  });

  it('count from their first byte on, and once more when they are complete', async () => {
    await using room = await projectRoom({ maxBytes: 100, maxFileBytes: 100 });
    const project = await room.projects.open('one');
    const elsewhere = await Projects.open({ ...quota, folder: room.folder, maxBytes: 100 });
    const [slow, arrived, goOn] = slowly(bytes(60));
    const first = project.write('slow', slow);
    await arrived;
    await expect(project.write('b', bytes(60))).rejects.toMatchObject({ reason: 'project-full' });
    await (await elsewhere.open('one')).write('b', bytes(60));
    goOn();
    await expect(first).rejects.toMatchObject({ reason: 'project-full' });
    expect(await namesOf(project)).toEqual(['b']);
  });

  it('that do not come to their end leave nothing, and cost no quota', async () => {
    await using room = await projectRoom({ maxBytes: 100, maxFileBytes: 100 });
    const project = await room.projects.open('one');
    const broken = inParts([bytes(90), new Error('the line went dead')]);
    await expect(project.write('a', broken)).rejects.toThrow('the line went dead');
    expect(await project.files()).toEqual([]);
    await project.write('a', bytes(100));
    const cancel = new AbortController();
    const cancelled = (async function* () {
      yield bytes(1);
      cancel.abort();
      yield bytes(1);
    })();
    await expect(project.write('a', cancelled, { signal: cancel.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(await project.files()).toMatchObject([{ bytes: 100 }]);
  });
});

describe('a link that somebody put into the folder', () => {
  it('is no file: it is not listed, read, written through or deleted through', async () => {
    await using room = await projectRoom();
    const project = await room.projects.open('one');
    const secrets = path.join(room.folder, 'secrets');
    mkdirSync(secrets);
    writeFileSync(path.join(secrets, 'key'), 'secret');
    symlinkSync(secrets, room.place('one', 'folder'));
    symlinkSync(path.join(secrets, 'key'), room.place('one', 'link'));
    execFileSync('mkfifo', [room.place('one', 'pipe')]);
    expect(await project.files()).toEqual([]);
    for (const name of ['link', 'pipe', 'folder', 'folder/key']) {
      expect(await project.read(name)).toBeNull();
    }
    await expect(project.write('folder/key', bytes(1))).rejects.toMatchObject({ reason: 'bad-name' });
    expect(await project.delete('folder/key')).toBe(false);
    await project.write('link', bytes(1));
    expect(await namesOf(project)).toEqual(['link']);
    expect(readFileSync(path.join(secrets, 'key'), 'utf8')).toBe('secret');
    expect(await room.projects.remove('one')).toBe(true);
    expect(existsSync(path.join(secrets, 'key'))).toBe(true);
  });
});
