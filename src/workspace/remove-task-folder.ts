import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { isExhaustion } from '../errors/exhaustion.ts';
import type { OpenFolder } from '../filesystem/open-folder.ts';
import { removeEntry } from '../filesystem/remove-tree.ts';
import { ownerFile } from './task-owner.ts';

/** Files of which freeing the blocks takes milliseconds. */
const largeBytes = 4 * 2 ** 20;

/**
 * Removes a task's folder, and last what says that it is ours: the rest of one that was cut short is swept later. Its large inputs
 * are gone from the disk's folders when this resolves; their blocks are freed a moment later, as they are held open until then.
 */
export async function removeTaskFolder(parent: OpenFolder, id: string): Promise<void> {
  const held = await emptyFolder(parent, id);
  try {
    await removeEntry(parent, id);
  } finally {
    for (const file of held) file.close().catch(() => undefined);
  }
}

/** Leaves the word on whose it is, and gives the large files that are still open. */
async function emptyFolder(parent: OpenFolder, id: string): Promise<FileHandle[]> {
  const opened = await parent.folder(id).catch(unlessExhausted);
  if (opened === null) return [];
  await using folder = opened;
  const held = await holdLargeFiles(folder);
  try {
    const names = await folder.list();
    await Promise.all(names.filter((name) => name !== ownerFile).map((name) => removeEntry(folder, name)));
    return held;
  } catch (error) {
    for (const file of held) file.close().catch(() => undefined);
    throw error;
  }
}

/** What is gone, or no folder of ours any more, is left to the removal; without descriptors nothing may be begun. */
function unlessExhausted(error: unknown): null {
  if (isExhaustion(error)) throw error;
  return null;
}

async function holdLargeFiles(folder: OpenFolder): Promise<FileHandle[]> {
  const opened = await folder.folder('inputs').catch(() => null);
  if (opened === null) return [];
  await using inputs = opened;
  const names = await inputs.list().catch(() => []);
  const held = await Promise.all(names.map((name) => hold(inputs.entry(name))));
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
