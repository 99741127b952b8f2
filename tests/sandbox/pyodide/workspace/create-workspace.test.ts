import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createWorkspace } from '../../../../src/sandbox/pyodide/workspace/create-workspace.ts';
import { folderFiles } from '../../../../src/sandbox/pyodide/workspace/folder-files.ts';
import { memoryFiles } from '../../../../src/sandbox/pyodide/workspace/memory-files.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';
import { insideOf } from './inside.ts';

const nothing = { brought: [], written: [], removed: [], conflicts: [], refused: [] };

/** Both sides of the host with the same means to look at them. */
const hosts = {
  'a folder': () => {
    const folder = temporaryFolder();
    return {
      files: folderFiles(folder),
      put(name: string, text: string) {
        mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        writeFileSync(path.join(folder, name), text);
      },
      drop: (name: string) => rmSync(path.join(folder, name)),
      get: (name: string) => readFileSync(path.join(folder, name), 'utf8'),
    };
  },
  'the files of a page': () => {
    const map = new Map<string, Uint8Array>();
    return {
      files: memoryFiles(map),
      put: (name: string, text: string) => void map.set(name, Buffer.from(text)),
      drop: (name: string) => void map.delete(name),
      get: (name: string) => Buffer.from(map.get(name) ?? '').toString(),
    };
  },
};

describe.each(Object.entries(hosts))('the workspace of an interpreter and %s', (_, makeHost) => {
  const make = (options: object = {}) => {
    const host = makeHost();
    const files = new Map<string, string>();
    return { ...host, inside: files, workspace: createWorkspace({ files: host.files, ...options }) };
  };

  it('are made alike in both directions, by content alone', async () => {
    const { put, get, inside, workspace } = make();
    put('data/in.csv', 'a,b');
    inside.set('out/result.json', '{}');
    expect(await workspace.sync(insideOf(inside), {})).toEqual({
      ...nothing,
      brought: ['data/in.csv'],
      written: ['out/result.json'],
    });
    expect(inside.get('data/in.csv')).toBe('a,b');
    expect(get('out/result.json')).toBe('{}');
    put('data/in.csv', 'a,b');
    expect(await workspace.sync(insideOf(inside), {})).toEqual(nothing);
    put('data/in.csv', 'a,b,c');
    inside.set('out/result.json', '[]');
    expect(await workspace.sync(insideOf(inside), {})).toEqual({
      ...nothing,
      brought: ['data/in.csv'],
      written: ['out/result.json'],
    });
  });

  it('keep a conflict as it is on both sides until one of them agrees', async () => {
    const { put, get, inside, workspace } = make();
    put('a.txt', 'first');
    inside.set('b.txt', 'theirs');
    put('b.txt', 'ours');
    await workspace.sync(insideOf(inside), {});
    put('a.txt', 'ours');
    inside.set('a.txt', 'theirs');
    for (let round = 0; round < 2; round += 1)
      expect(await workspace.sync(insideOf(inside), {})).toEqual({
        ...nothing,
        conflicts: ['a.txt', 'b.txt'],
      });
    expect([get('a.txt'), inside.get('a.txt')]).toEqual(['ours', 'theirs']);
    inside.set('a.txt', 'ours');
    put('b.txt', 'theirs');
    expect(await workspace.sync(insideOf(inside), {})).toEqual(nothing);
  });

  it('lose nothing of the host, and tell what was removed of the interpreter', async () => {
    const { put, drop, get, inside, workspace } = make();
    for (const name of ['a.txt', 'b.txt', 'c.txt']) put(name, name);
    await workspace.sync(insideOf(inside), {});
    drop('a.txt');
    inside.delete('b.txt');
    drop('c.txt');
    inside.set('c.txt', 'changed');
    expect(await workspace.sync(insideOf(inside), {})).toEqual({
      ...nothing,
      brought: ['b.txt'],
      removed: ['a.txt'],
      conflicts: ['c.txt'],
    });
    expect(get('b.txt')).toBe('b.txt');
    expect([...inside]).toEqual([
      ['c.txt', 'changed'],
      ['b.txt', 'b.txt'],
    ]);
  });

  it('are filled again after a fresh interpreter', async () => {
    const { put, inside, workspace } = make();
    put('a.txt', 'a');
    await workspace.sync(insideOf(inside), {});
    inside.clear();
    put('a.txt', 'b');
    expect(await workspace.sync(insideOf(inside), {})).toMatchObject({ brought: ['a.txt'], conflicts: [] });
  });

  it('do not take what is written anew for what was agreed on long ago', async () => {
    const { put, drop, get, inside, workspace } = make();
    put('a.txt', 'a');
    await workspace.sync(insideOf(inside), {});
    drop('a.txt');
    inside.delete('a.txt');
    await workspace.sync(insideOf(inside), {});
    inside.set('a.txt', 'a');
    expect(await workspace.sync(insideOf(inside), {})).toMatchObject({ written: ['a.txt'] });
    expect(get('a.txt')).toBe('a');
  });

  it('share nothing but the permitted paths, narrowed by a call', async () => {
    const { put, inside, workspace } = make({ paths: ['data/**', '*.json'] });
    for (const name of ['data/a.csv', 'secret.txt', 'x.json', '.env', 'data/.hidden']) put(name, name);
    inside.set('other.txt', 'x');
    expect(await workspace.sync(insideOf(inside), { paths: ['**/*.csv'] })).toEqual({
      ...nothing,
      brought: ['data/a.csv'],
      refused: [{ name: 'other.txt', reason: 'is not among the permitted paths' }],
    });
    expect(await workspace.sync(insideOf(inside), {})).toMatchObject({ brought: ['x.json'] });
    expect([...inside.keys()]).toEqual(['other.txt', 'data/a.csv', 'x.json']);
  });

  it.each([
    '../up',
    '/etc/passwd',
    '.env',
    'a/../b',
    'a//b',
    'a\\b',
    'C:x',
    'a\u0000b',
    'a\nb',
    'x/',
    ' x',
    'a'.repeat(300),
  ])('take no file of the name %j', async (name) => {
    const { inside, workspace } = make();
    inside.set(name, 'x');
    const { written, refused } = await workspace.sync(insideOf(inside), {});
    expect([written, refused.map((one) => one.name)]).toEqual([[], [name]]);
  });

  it('take no name beside another that some systems do not tell apart', async () => {
    const { put, get, inside, workspace } = make();
    put('Report.txt', 'ours');
    inside
      .set('report.TXT', 'theirs')
      .set('e\u0301.txt', '1')
      .set('\u00e9.txt', '2')
      .set('report.txt/x', '3');
    const { written, refused } = await workspace.sync(insideOf(inside), {});
    expect(written).toEqual(['e\u0301.txt']);
    expect(refused.map(({ name }) => name)).toEqual(['report.TXT', '\u00e9.txt', 'report.txt/x']);
    expect(get('Report.txt')).toBe('ours');
  });

  it('keep to the caps of one file, of all bytes and of the number', async () => {
    const caps = { files: 3, fileBytes: 10, totalBytes: 25 };
    const { put, get, inside, workspace } = make({ caps });
    put('large.txt', 'x'.repeat(11));
    put('a.txt', 'x'.repeat(10));
    inside
      .set('large.txt', 'mine')
      .set('huge.txt', 'x'.repeat(11))
      .set('b.txt', 'x'.repeat(10))
      .set('c.txt', 'x'.repeat(10));
    const { written, refused } = await workspace.sync(insideOf(inside), {});
    expect(written).toEqual(['b.txt']);
    expect(refused).toEqual([
      { name: 'large.txt', reason: 'has more than 10 bytes' },
      { name: 'huge.txt', reason: 'has more than 10 bytes' },
      { name: 'c.txt', reason: 'would make more than 25 bytes in all' },
    ]);
    expect(get('large.txt')).toBe('x'.repeat(11));
    put('d.txt', '');
    put('e.txt', '');
    await expect(workspace.sync(insideOf(inside), {})).rejects.toMatchObject({ code: 'input-invalid' });
  });

  it('get through 100,000 files of a program, of which the cap is taken', async () => {
    const { inside, workspace } = make({ caps: { files: 5 } });
    for (let index = 0; index < 100_000; index += 1) inside.set(`${index}.txt`, '');
    const { written, refused } = await workspace.sync(insideOf(inside), {});
    expect(written).toHaveLength(5);
    expect(refused).toHaveLength(101);
    expect(refused.at(-1)).toEqual({ name: '…', reason: 'and more were refused' });
  });

  it('believe no hash that the interpreter tells', async () => {
    const { put, get, inside, workspace } = make();
    put('a.txt', 'ours');
    await workspace.sync(insideOf(inside), {});
    const lying = { ...insideOf(inside), read: async () => Buffer.from('other bytes') };
    inside.set('a.txt', 'changed');
    await workspace.sync(lying, {});
    expect(get('a.txt')).toBe('other bytes');
    expect(await workspace.sync(insideOf(inside), {})).toMatchObject({ written: ['a.txt'] });
  });

  it('stop where the call is cancelled', async () => {
    const { put, inside, workspace } = make();
    put('a.txt', 'a');
    await expect(workspace.sync(insideOf(inside), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(inside.size).toBe(0);
  });
});

describe('a folder as workspace', () => {
  const make = () => {
    const [folder, outside] = [temporaryFolder(), temporaryFolder()];
    writeFileSync(path.join(outside, 'secret.txt'), 'secret');
    const files = new Map<string, string>();
    const workspace = createWorkspace({ files: folderFiles(folder) });
    return { folder, outside, files, sync: () => workspace.sync(insideOf(files), {}) };
  };

  it('lends nothing through a link, and writes nothing through one', async () => {
    const { folder, outside, files, sync } = make();
    symlinkSync(path.join(outside, 'secret.txt'), path.join(folder, 'file.txt'));
    symlinkSync(outside, path.join(folder, 'linked'));
    files.set('file.txt', 'overwritten').set('linked/secret.txt', 'overwritten').set('linked/new.txt', 'x');
    const { brought, written, refused } = await sync();
    expect([brought, written]).toEqual([[], []]);
    expect(refused.map(({ name }) => name).sort()).toEqual([
      'file.txt',
      'linked',
      'linked/new.txt',
      'linked/secret.txt',
    ]);
    expect(readFileSync(path.join(outside, 'secret.txt'), 'utf8')).toBe('secret');
    expect(readdirSync(outside)).toEqual(['secret.txt']);
  });

  it('is none where it is a link itself', async () => {
    const { folder } = make();
    const link = path.join(temporaryFolder(), 'link');
    symlinkSync(folder, link);
    const workspace = createWorkspace({ files: folderFiles(link) });
    await expect(workspace.sync(insideOf(new Map()), {})).rejects.toThrow();
  });

  it('does not lose a file that changed while the other side was read', async () => {
    const { folder, files, sync } = make();
    writeFileSync(path.join(folder, 'a.txt'), 'first');
    await sync();
    files.set('a.txt', 'theirs');
    const workspace = createWorkspace({ files: folderFiles(folder) });
    writeFileSync(path.join(folder, 'a.txt'), 'theirs');
    await workspace.sync(insideOf(files), {});
    files.set('a.txt', 'theirs again');
    const inside = insideOf(files);
    const raced = {
      ...inside,
      read: async (name: string) => {
        writeFileSync(path.join(folder, 'a.txt'), 'ours meanwhile');
        return inside.read(name);
      },
    };
    expect(await workspace.sync(raced, {})).toMatchObject({ written: [], conflicts: ['a.txt'] });
    expect(readFileSync(path.join(folder, 'a.txt'), 'utf8')).toBe('ours meanwhile');
  });

  it('has no halves of files left over, also where a folder is in the way', async () => {
    const { folder, files, sync } = make();
    mkdirSync(path.join(folder, 'taken'));
    files.set('taken', 'x').set('fine.txt', 'y');
    expect(await sync()).toMatchObject({
      written: ['fine.txt'],
      refused: [{ name: 'taken', reason: 'has a link or a folder in its place' }],
    });
    expect(readdirSync(folder).sort()).toEqual(['fine.txt', 'taken']);
    expect(statSync(path.join(folder, 'fine.txt')).isFile()).toBe(true);
  });
});
