import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { removeTree } from '../filesystem/remove-tree.ts';

/** Files of which freeing the blocks takes milliseconds. */
const largeBytes = 4 * 2 ** 20;

/**
 * Removes a task's folder. Its large inputs are gone from the disk's folders when this resolves; their blocks are freed a
 * moment later, as they are held open until then.
 */
export async function removeTaskFolder(folder: string, inputs: string): Promise<void> {
  const held = await holdLargeFiles(inputs);
  try {
    await removeTree(folder);
  } finally {
    for (const file of held) file.close().catch(() => undefined);
  }
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
