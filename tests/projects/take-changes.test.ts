import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Taken } from '../../src/projects/take-changes.ts';
import { namesOf, type ProjectRoom, projectRoom, textOf } from './project-room.ts';

interface Run {
  made: Record<string, string>;
  removed?: string[];
  complete?: boolean;
}

async function take(room: ProjectRoom, { made, removed = [], complete = true }: Run): Promise<Taken> {
  const project = await room.projects.open('one');
  await using held = await project.hold();
  const staging = await held.staging();
  const files = Object.entries(made).map(([name, text], index) => {
    const place = path.join(staging, String(index));
    writeFileSync(place, text);
    return { name, path: place, bytes: text.length };
  });
  return await held.take({ made: files, removed, complete });
}

async function withFiles(files: Record<string, string>, quota = {}): Promise<ProjectRoom> {
  const room = await projectRoom(quota);
  const project = await room.projects.open('one');
  for (const [name, text] of Object.entries(files)) await project.write(name, Buffer.from(text));
  return room;
}

const filesOf = async (room: ProjectRoom) => namesOf(await room.projects.open('one'));
const text = async (room: ProjectRoom, name: string) => textOf(await room.projects.open('one'), name);

describe('after a run', () => {
  it('what it wrote is added and replaced, and what it removed is gone', async () => {
    await using room = await withFiles({ 'a.txt': 'old', 'data/b.txt': 'b' });
    const taken = await take(room, { made: { 'a.txt': 'new', 'out/c.txt': 'c' }, removed: ['data/b.txt'] });
    expect(taken).toEqual({
      kept: ['a.txt', 'out/c.txt'],
      removed: ['data/b.txt'],
      notKept: [],
      notRemoved: [],
    });
    expect(await filesOf(room)).toEqual(['a.txt', 'out/c.txt']);
    expect(await text(room, 'a.txt')).toBe('new');
  });

  it.each([
    { what: 'a folder became a file', before: ['d/a', 'd/b'], made: 'd' },
    { what: 'a file became a folder', before: ['d'], made: 'd/a' },
    { what: 'only the letters of a name changed', before: ['A.txt'], made: 'a.txt' },
  ])('where $what it is so', async ({ before, made }) => {
    await using room = await withFiles(Object.fromEntries(before.map((name) => [name, 'x'])));
    const taken = await take(room, { made: { [made]: 'x' }, removed: before });
    expect(taken).toEqual({ kept: [made], removed: before, notKept: [], notRemoved: [] });
    expect(await filesOf(room)).toEqual([made]);
  });

  it('what is removed makes room for what is new', async () => {
    await using room = await withFiles({ a: 'x'.repeat(90) }, { maxBytes: 100 });
    expect(await take(room, { made: { b: 'y'.repeat(100) }, removed: ['a'] })).toMatchObject({ kept: ['b'] });
    expect(await filesOf(room)).toEqual(['b']);
  });

  it('what does not fit is told, the old file stays, and nothing is removed whose content it may be', async () => {
    await using room = await withFiles(
      { a: 'a'.repeat(40), b: 'b'.repeat(40) },
      { maxBytes: 100, maxFileBytes: 60 },
    );
    const taken = await take(room, { made: { a: 'A'.repeat(61), c: 'c'.repeat(20) }, removed: ['b'] });
    expect(taken).toEqual({
      kept: ['c'],
      removed: [],
      notKept: [{ name: 'a', reason: expect.stringContaining('that one file may have') }],
      notRemoved: ['b'],
    });
    expect(await text(room, 'a')).toBe('a'.repeat(40));
    expect(await filesOf(room)).toEqual(['a', 'b', 'c']);
  });

  it('what was lost before it came here keeps what was removed', async () => {
    await using room = await withFiles({ a: '1' });
    expect(await take(room, { made: {}, removed: ['a'], complete: false })).toMatchObject({
      notRemoved: ['a'],
    });
    expect(await filesOf(room)).toEqual(['a']);
  });

  it('a name that no project has keeps its file out, and removals only where it may be what was removed', async () => {
    await using room = await withFiles({ a: 'same', b: 'b' });
    expect(await take(room, { made: { '.cache/x': '12' }, removed: ['b'] })).toMatchObject({
      removed: ['b'],
      notKept: [{ name: '.cache/x' }],
    });
    expect(await take(room, { made: { '.a': 'same' }, removed: ['a'] })).toMatchObject({
      notRemoved: ['a'],
      notKept: [{ name: '.a' }],
    });
    expect(await filesOf(room)).toEqual(['a']);
  });

  it('names that can not stand beside each other are not both kept', async () => {
    await using room = await withFiles({});
    expect(await take(room, { made: { 'A.txt': '1', 'a.txt': '2' } })).toMatchObject({
      kept: ['A.txt'],
      notKept: [{ name: 'a.txt' }],
    });
  });

  it('nothing goes through a link that stands in its place', async () => {
    await using room = await withFiles({ b: 'b' });
    const elsewhere = path.join(room.folder, 'elsewhere');
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, room.place('one', 'out'));
    expect(await take(room, { made: { 'out/x': 'x' }, removed: ['b', 'out/y'] })).toEqual({
      kept: [],
      removed: [],
      notKept: [{ name: 'out/x', reason: expect.stringContaining('a link or a folder in its place') }],
      notRemoved: ['b'],
    });
    expect(await filesOf(room)).toEqual(['b']);
  });
});
