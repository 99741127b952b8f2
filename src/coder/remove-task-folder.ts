import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { OpenFolder } from '../filesystem/open-folder.ts';
import { removeEntry, removeTree } from '../filesystem/remove-tree.ts';
import { ownerFile } from './task-owner.ts';

/** Files of which freeing the blocks takes milliseconds. */
const largeBytes = 4 * 2 ** 20;

/**
 * Removes a task's folder, and last what says that it is ours: the rest of one that was cut short is swept later. Its large inputs
 * are gone from the disk's folders when this resolves; their blocks are freed a moment later, as they are held open until then.
 */
export async function removeTaskFolder(folder: string): Promise<void> {
  const held = await holdLargeFiles(path.join(folder, 'inputs'));
  try {
    await removeContents(folder);
    await removeTree(folder);
  } finally {
    for (const file of held) file.close().catch(() => undefined);
  }
}

async function removeContents(folder: string): Promise<void> {
  const opened = await OpenFolder.open(folder).catch(() => null);
  if (opened === null) return; // gone, or no folder of ours any more: the rest says so
  await using parent = opened;
  const names = await parent.list();
  await Promise.all(names.filter((name) => name !== ownerFile).map((name) => removeEntry(parent, name)));
}

async function holdLargeFiles(folder: string): Promise<FileHandle[]> {
  const names = await readdir(folder).catch(() => []);
  const held = await Promise.all(names.map((name) => hold(path.join(folder, name))));
  return held.filter((file) => file !== null);
}

/** Null where the file is small or can't be opened: then it is removed as usual. */
async function hold(file: string): Promise<FileHandle | null> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  try {
    const isLarge = (await lstat(file)).size >= largeBytes;
    return isLarge ? await open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK) : null;
  } catch {
    return null;
  }
}
