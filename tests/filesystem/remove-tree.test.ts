import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OpenFolder } from '../../src/filesystem/open-folder.ts';
import { removeEntry, removeTree } from '../../src/filesystem/remove-tree.ts';

let room: string;
let precious: string;

beforeEach(() => {
  room = mkdtempSync(path.join(os.tmpdir(), 'remove-tree-'));
  precious = path.join(room, 'precious');
  mkdirSync(path.join(precious, 'run'), { recursive: true });
  writeFileSync(path.join(precious, 'run/kept'), 'kept');
});

afterEach(() => rmSync(room, { recursive: true, force: true }));

function expectPreciousIntact(): void {
  expect(readFileSync(path.join(precious, 'run/kept'), 'utf8')).toBe('kept');
}

describe('removing a tree', () => {
  it('removes files, folders and links with all below, and nothing that links lead to', async () => {
    const tree = path.join(room, 'tree');
    mkdirSync(path.join(tree, 'a/b/c'), { recursive: true });
    writeFileSync(path.join(tree, 'a/b/file'), 'x');
    symlinkSync(precious, path.join(tree, 'a/link'));
    symlinkSync('/nowhere', path.join(tree, 'a/b/dangling'));
    await removeTree(tree);
    expect(existsSync(tree)).toBe(false);
    expectPreciousIntact();
  });

  it('removes a link in the place of the folder and not what it leads to', async () => {
    symlinkSync(precious, path.join(room, 'tree'));
    await removeTree(path.join(room, 'tree'));
    expect(existsSync(path.join(room, 'tree'))).toBe(false);
    expectPreciousIntact();
  });

  it('is content with a folder that is missing', async () => {
    await removeTree(path.join(room, 'missing'));
    await removeTree(path.join(room, 'missing/below'));
  });

  it('stays in the folder it opened when a link takes its path meanwhile', async () => {
    const folder = path.join(room, 'pool');
    mkdirSync(path.join(folder, 'run/deeper'), { recursive: true });
    await using opened = await OpenFolder.open(folder);
    renameSync(folder, path.join(room, 'moved'));
    symlinkSync(precious, folder);
    await removeEntry(opened, 'run');
    expect(existsSync(path.join(room, 'moved/run'))).toBe(false);
    expectPreciousIntact();
  });

  it('removes what has a name that is no text', async () => {
    const tree = path.join(room, 'tree');
    const odd = Buffer.concat([Buffer.from(`${tree}/a/`), Buffer.from([0xff, 0xfe])]);
    mkdirSync(path.join(tree, 'a'), { recursive: true });
    mkdirSync(odd);
    writeFileSync(Buffer.concat([odd, Buffer.from([0x2f, 0xff])]), 'x');
    await removeTree(tree);
    expect(existsSync(tree)).toBe(false);
  });

  it('removes folders nested deeper than any path may be long', async () => {
    const tree = path.join(room, 'tree');
    mkdirSync(tree);
    for (let level = 0; level < 60; level += 1) {
      // Built from the inside out, as no call takes a path of 12,000 characters.
      const outer = path.join(room, 'outer');
      mkdirSync(outer);
      renameSync(tree, path.join(outer, 'n'.repeat(200)));
      renameSync(outer, tree);
    }
    await removeTree(tree);
    expect(existsSync(tree)).toBe(false);
  });

  it('is whole when several remove the same tree at once', async () => {
    const tree = path.join(room, 'tree');
    for (let number = 0; number < 40; number += 1) {
      const folder = path.join(tree, `${number % 4}/${number}/a/b/c/d/e`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, 'file'), 'x');
    }
    const removed = async (): Promise<boolean> => {
      await removeTree(tree);
      return existsSync(tree);
    };
    expect(await Promise.all([removed(), removed(), removed()])).toEqual([false, false, false]);
  });

  it('opens what its owner closed to everybody', async () => {
    const tree = path.join(room, 'tree');
    mkdirSync(path.join(tree, 'closed/inner'), { recursive: true });
    writeFileSync(path.join(tree, 'closed/inner/file'), 'x');
    chmodSync(room, 0o777);
    await asOrdinaryUser(async () => {
      mkdirSync(path.join(room, 'own/closed/inner'), { recursive: true });
      writeFileSync(path.join(room, 'own/closed/inner/file'), 'x');
      chmodSync(path.join(room, 'own/closed/inner'), 0o500);
      chmodSync(path.join(room, 'own/closed'), 0);
      await removeTree(path.join(room, 'own'));
      expect(existsSync(path.join(room, 'own'))).toBe(false);
      await expect(removeTree(tree)).rejects.toMatchObject({ code: 'EACCES' }); // somebody else's stays closed
    });
  });
});

/** Root is refused nothing, so it becomes somebody else for a while. */
async function asOrdinaryUser(work: () => Promise<void>): Promise<void> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}
