import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileInput } from '../../../src/contracts/file-input.ts';
import { takeSnapshot } from '../../../src/files/take-snapshot.ts';
import { FileShelf } from '../../../src/tools/file-shelf.ts';
import { Desk } from '../desk.ts';

const harmless = 'a\n1\n';
const secret = 'key\nsecret\n';
let room: string;
let permitted: string;

/** A file of a permitted folder, with a secret outside of it and one that is hidden in it. */
beforeEach(() => {
  room = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'swapped-')));
  permitted = path.join(room, 'permitted');
  mkdirSync(path.join(permitted, 'sub'), { recursive: true });
  writeFileSync(path.join(permitted, 'sub/data.csv'), harmless);
  writeFileSync(path.join(permitted, '.keys.csv'), secret);
  for (const outside of ['outside', 'outside/sub']) {
    mkdirSync(path.join(room, outside));
    writeFileSync(path.join(room, outside, 'data.csv'), secret);
  }
});

afterEach(() => rmSync(room, { recursive: true, force: true }));

/** What a call gets that names the file, when the file is swapped after it was found. */
async function readAfter(swap: () => void): Promise<FileInput[]> {
  const found = new FileShelf([], { folders: [permitted] }).find(['sub/data.csv']);
  if ('problem' in found) throw new Error(found.problem);
  swap();
  return found.files;
}

function replaceByLink(place: string, target: string): void {
  rmSync(place, { recursive: true });
  symlinkSync(target, place);
}

describe('a file of a permitted folder that is swapped after it was found', () => {
  it.each<[string, () => void]>([
    [
      'itself by a link outside',
      () => replaceByLink(path.join(permitted, 'sub/data.csv'), path.join(room, 'outside/data.csv')),
    ],
    [
      'its folder by a link outside',
      () => replaceByLink(path.join(permitted, 'sub'), path.join(room, 'outside')),
    ],
    ['the permitted folder by a link outside', () => replaceByLink(permitted, path.join(room, 'outside'))],
    [
      'itself by a link to a hidden file',
      () => replaceByLink(path.join(permitted, 'sub/data.csv'), path.join(permitted, '.keys.csv')),
    ],
  ])('is refused: %s', async (_, swap) => {
    const files = await readAfter(swap);
    await using desk = await Desk.open();
    await expect(desk.prepare(files)).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringContaining('lies outside of the folder it was named in, or is hidden there'),
    });
    expect(
      await takeSnapshot(sourceOf(files), path.join(room, 'copy'), { maxFileSizeMiB: 1 }),
    ).toHaveProperty('problem');
  });

  it('is refused where it is a pipe now, and nobody waits for its other end', async () => {
    const files = await readAfter(() => {
      rmSync(path.join(permitted, 'sub/data.csv'));
      execFileSync('mkfifo', [path.join(permitted, 'sub/data.csv')]);
    });
    expect(await takeSnapshot(sourceOf(files), path.join(room, 'copy'), { maxFileSizeMiB: 1 })).toEqual({
      problem: 'is a named pipe; save its content to a regular file first',
    });
  });

  it('is read where a link leads to another file of the folder', async () => {
    const files = await readAfter(() => {
      renameSync(path.join(permitted, 'sub/data.csv'), path.join(permitted, 'moved.csv'));
      symlinkSync('../moved.csv', path.join(permitted, 'sub/data.csv'));
    });
    await using desk = await Desk.open();
    expect(await desk.prepare(files)).toMatchObject([{ name: 'data.csv', description: { bytes: 4 } }]);
  });
});

describe('a file that a program wrote', () => {
  it('is refused as an input once it was changed', async () => {
    const file = path.join(room, 'written.csv');
    writeFileSync(file, harmless);
    const shelf = new FileShelf();
    shelf.addWritten({
      path: file,
      name: 'written.csv',
      sha256: 'e5d0b4ba0a2d1f0a0d2e9d8a9a6d0a3b4a3b2b3c4d5e6f708192a3b4c5d6e7f8',
    });
    const found = shelf.find(['written.csv']);
    await using desk = await Desk.open();
    await expect(desk.prepare('files' in found ? found.files : [])).rejects.toThrow(
      'was changed since a program wrote it',
    );
  });
});

describe('the copy of an input', () => {
  it('is given up as soon as the task is cancelled', async () => {
    const file = path.join(room, 'large.csv');
    writeFileSync(file, harmless);
    const stop = new AbortController();
    const copying = takeSnapshot(sourceOf([file]), path.join(room, 'copy'), {
      maxFileSizeMiB: 1,
      signal: stop.signal,
    });
    stop.abort();
    await expect(copying).rejects.toMatchObject({ code: 'cancelled' });
  });
});

function sourceOf([file]: FileInput[]) {
  if (file === undefined || (typeof file === 'object' && 'bytes' in file)) throw new Error('no path');
  return { label: 'data.csv', bytes: null, ...(typeof file === 'string' ? { path: file } : file) };
}
