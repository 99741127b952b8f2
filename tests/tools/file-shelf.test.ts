import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileShelf } from '../../src/tools/file-shelf.ts';

const bytes = new Uint8Array([49]);

describe('a shelf of files', () => {
  it('names a file by its own name, by the last part of its path, or as it was told', () => {
    const shelf = new FileShelf([
      '/data/a.csv',
      { path: '/data/b.csv' },
      { path: '/data/c.csv', name: 'd.csv' },
    ]);
    expect(shelf.add({ name: 'e.csv', bytes })).toBe('e.csv');
    expect(shelf.names).toEqual(['a.csv', 'b.csv', 'd.csv', 'e.csv']);
  });

  it('gives the newest file of a name, and lists it last', () => {
    const shelf = new FileShelf(['/old/a.csv', '/old/b.csv']);
    shelf.add('/new/a.csv');
    expect(shelf.names).toEqual(['b.csv', 'a.csv']);
    expect(shelf.find(['a.csv'])).toEqual({ files: ['/new/a.csv'] });
  });

  it('keeps files of one name apart that come together', () => {
    const shelf = new FileShelf(['/a/data.csv', '/b/data.csv', { name: 'data.csv', bytes }]);
    expect(shelf.names).toEqual(['data.csv', 'data (2).csv', 'data (3).csv']);
    expect(shelf.find(shelf.names)).toEqual({
      files: ['/a/data.csv', { path: '/b/data.csv', name: 'data (2).csv' }, { name: 'data (3).csv', bytes }],
    });
  });

  it('finds a name as a model can say it: accents composed, without hidden characters', () => {
    const shelf = new FileShelf(['/re\u0301sume\u0301.csv', '/pay\u200b.csv']);
    expect(shelf.find(['r\u00e9sum\u00e9.csv', 'pay.csv'])).toEqual({
      files: ['/re\u0301sume\u0301.csv', '/pay\u200b.csv'],
    });
  });

  it('tells what was given from what programs wrote', () => {
    const shelf = new FileShelf(['/a.csv']);
    shelf.addWritten({ path: '/out/b.csv', name: 'b.csv' });
    expect([shelf.names, shelf.given]).toEqual([['a.csv', 'b.csv'], ['a.csv']]);
  });

  it('gives a file that is named twice once', () => {
    expect(new FileShelf(['/a.csv']).find(['a.csv', 'a.csv'])).toEqual({ files: ['/a.csv'] });
  });

  it('says which files there are when one is named that is not there', () => {
    expect(new FileShelf(['/data/a.csv', '/b "2".csv']).find(['a.csv', 'c.csv'])).toEqual({
      problem: 'There is no file "c.csv". Files you may name: "a.csv", "b \\"2\\".csv".',
    });
    expect(new FileShelf().find(['c.csv'])).toEqual({
      problem: 'There is no file "c.csv". No files have been provided.',
    });
  });

  it('lists the fifty newest names and the beginning of what was asked for', () => {
    const shelf = new FileShelf(Array.from({ length: 60 }, (_, index) => `/f${index}.csv`));
    const found = shelf.find(['x'.repeat(5_000)]);
    const problem = 'problem' in found ? found.problem : '';
    expect(problem).not.toContain('"f9.csv"');
    expect(problem).toMatch(/Files you may name: "f10\.csv", .*, "f59\.csv"\.$/);
    expect(problem.length).toBeLessThan(1_100);
  });

  it.each(['/etc/passwd', '../../../../etc/passwd', './a.csv', '/data/a.csv', ''])(
    'does not give a path of this machine: %j',
    (name) => {
      expect(new FileShelf(['/data/a.csv']).find([name])).toHaveProperty('problem');
    },
  );
});

describe('a shelf with a permitted folder', () => {
  let root: string;
  let folder: string;

  beforeAll(async () => {
    root = realpathSync(await mkdtemp(path.join(os.tmpdir(), 'shelf-')));
    folder = path.join(root, 'permitted');
    mkdirSync(path.join(folder, 'sub'), { recursive: true });
    mkdirSync(path.join(root, 'permitted-not'));
    for (const name of ['secret.csv', 'permitted/in.csv', 'permitted/sub/deep.csv', 'permitted-not/out.csv'])
      writeFileSync(path.join(root, name), 'a\n1\n');
    writeFileSync(path.join(folder, '.env'), 'KEY=1');
    mkdirSync(path.join(folder, '.git'));
    writeFileSync(path.join(folder, '.git/config'), 'x');
    symlinkSync(path.join(folder, '.env'), path.join(folder, 'settings.txt'));
    symlinkSync(path.join(root, 'secret.csv'), path.join(folder, 'link-out.csv'));
    symlinkSync(root, path.join(folder, 'up'));
    symlinkSync(path.join(folder, 'in.csv'), path.join(folder, 'link-in.csv'));
    symlinkSync(folder, path.join(root, 'alias'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  function find(name: string, permitted = folder) {
    return new FileShelf(['/given/in.xlsx'], { folders: [permitted] }).find([name]);
  }

  it.each([
    ['in.csv', 'in.csv'],
    ['sub/deep.csv', 'sub/deep.csv'],
    ['sub/../in.csv', 'in.csv'],
    ['link-in.csv', 'in.csv'],
  ])('gives %s, with links followed and the folder it must still be in when it is read', (name, expected) => {
    const found = { path: path.join(folder, expected), name: path.basename(name), within: folder };
    expect(find(name)).toEqual({ files: [found] });
    expect(find(path.join(folder, name))).toEqual({ files: [found] });
    expect(find(name, path.join(root, 'alias'))).toEqual({ files: [found] });
  });

  it.each([
    '../secret.csv',
    'sub/../../secret.csv',
    '.env',
    '.git/config',
    'settings.txt',
    'link-out.csv',
    'up/secret.csv',
    '../permitted-not/out.csv',
    '.',
    '..',
    'missing.csv',
    'in.csv\u0000',
    '/etc/passwd',
  ])('does not give %j', (name) => {
    expect(find(name)).toEqual({
      problem: expect.stringMatching(
        /^There is no file ".*Files you may name: "in\.xlsx"\. Files below the permitted folders may be named by path\.$/,
      ),
    });
  });

  it('gives its own file before one of the folder', () => {
    const shelf = new FileShelf([{ name: 'in.csv', bytes }], { folders: [folder] });
    expect(shelf.find(['in.csv'])).toEqual({ files: [{ name: 'in.csv', bytes }] });
  });
});
