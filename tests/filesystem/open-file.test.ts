import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OpenFile } from '../../src/filesystem/open-file.ts';
import { isVisibleBelow } from '../../src/filesystem/visible-below.ts';

let room: string;
let file: string;

beforeEach(() => {
  room = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'open-file-')));
  file = path.join(room, 'file');
  writeFileSync(file, 'checked');
});

afterEach(() => rmSync(room, { recursive: true, force: true, maxRetries: 3 }));

describe('an open file', () => {
  it('stays the file that was opened when another takes its path', async () => {
    using opened = await OpenFile.open(file);
    renameSync(file, path.join(room, 'moved'));
    writeFileSync(path.join(room, 'secret'), 'secret');
    symlinkSync(path.join(room, 'secret'), file);
    await opened.copyTo(path.join(room, 'copy'), undefined);
    expect(readFileSync(path.join(room, 'copy'), 'utf8')).toBe('checked');
    expect((await opened.read(100))?.toString()).toBe('checked');
  });

  it.runIf(process.platform === 'linux')('knows where it lies now', async () => {
    using opened = await OpenFile.open(file);
    renameSync(file, path.join(room, 'moved'));
    expect(await opened.realPath()).toBe(path.join(room, 'moved'));
  });

  it('knows where it lies however it was reached', async () => {
    mkdirSync(path.join(room, 'folder'));
    writeFileSync(path.join(room, 'folder/inner'), 'x');
    symlinkSync(path.join(room, 'folder'), path.join(room, 'link'));
    using opened = await OpenFile.open(path.join(room, 'link/inner'));
    expect(await opened.realPath()).toBe(path.join(room, 'folder/inner'));
  });

  it('is read up to a bound, hashed as it is, and never copied over another', async () => {
    using opened = await OpenFile.open(file);
    expect(await opened.read(6)).toBeNull();
    expect(await opened.sha256()).toBe('e61a3d78c65133c7260c43e719d97c46e16bd50c64ee7800536cf14c6407a617');
    writeFileSync(path.join(room, 'taken'), 'mine');
    await expect(opened.copyTo(path.join(room, 'taken'), undefined)).rejects.toMatchObject({
      code: 'EEXIST',
    });
    expect(readFileSync(path.join(room, 'taken'), 'utf8')).toBe('mine');
  });

  it('gives up its copy as soon as the signal fires', async () => {
    truncateSync(file, 2 ** 24);
    using opened = await OpenFile.open(file);
    const stop = new AbortController();
    const copying = opened.copyTo(path.join(room, 'copy'), stop.signal);
    stop.abort();
    await expect(copying).rejects.toMatchObject({ code: 'cancelled' });
    await expect(opened.sha256(stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('what is no regular file', () => {
  it.each([
    ['named pipe', (place: string) => execFileSync('mkfifo', [place])],
    ['folder', (place: string) => mkdirSync(place)],
    ['device', (place: string) => symlinkSync('/dev/zero', place)],
    [
      'named pipe',
      (place: string) => {
        execFileSync('mkfifo', [`${place}-end`]);
        symlinkSync(`${place}-end`, place);
      },
    ],
  ])('is refused at once: a %s', async (kind, make) => {
    const place = path.join(room, 'place');
    make(place);
    await expect(OpenFile.open(place)).rejects.toMatchObject({ name: 'NotRegular', kind });
  });

  it('includes a link where links are refused', async () => {
    symlinkSync(file, path.join(room, 'link'));
    await expect(OpenFile.open(path.join(room, 'link'), { links: 'refused' })).rejects.toMatchObject({
      kind: 'symbolic link',
    });
  });
});

describe('a path visible below a folder', () => {
  it.each([
    ['/data/a.csv', true],
    ['/data/sub/a.csv', true],
    ['/data', false],
    ['/database/a.csv', false],
    ['/other/a.csv', false],
    ['/a.csv', false],
    ['/data/.env', false],
    ['/data/.git/config', false],
  ])('%s: %s', (real, expected) => {
    expect(isVisibleBelow('/data', real)).toBe(expected);
  });

  it('may be below the root', () => {
    expect(isVisibleBelow('/', '/data/a.csv')).toBe(true);
  });
});
