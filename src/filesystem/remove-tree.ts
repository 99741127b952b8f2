import { randomUUID } from 'node:crypto';
import { chmod, constants, lstat, open, rename, rmdir, unlink } from 'node:fs/promises';
import path from 'node:path';
import { descriptorPath, hasDescriptorPaths } from './descriptor-path.ts';
import { type Name, OpenFolder } from './open-folder.ts';

/** Linux's O_PATH, which Node has no name for: a descriptor of something that may not be read. */
const O_PATH = 0o10000000;
/** More than any tree has levels, and an end where others never stop writing to it. */
const mostRounds = 100_000;
/** Somebody else removes it too, wrote into it, or put another kind of entry in its place: whoever looks again sees what is left. */
const changed = ['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'ELOOP'];

/**
 * Removes a folder with all below it, however deep. Nothing outside of it is touched, whatever others do in it meanwhile: every
 * step is taken from an open folder, links are removed and never followed. Links above it are. A missing one is no fault.
 */
export async function removeTree(folder: string): Promise<void> {
  const whole = path.resolve(folder);
  try {
    await using parent = await OpenFolder.openThrough(path.dirname(whole));
    await removeEntry(parent, path.basename(whole));
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/** The same for one entry of an open folder, of whatever kind it is. */
export async function removeEntry(parent: OpenFolder, name: Name): Promise<void> {
  for (let round = 1; !(await removeFile(parent, name)); round += 1) {
    if (round === mostRounds)
      throw Object.assign(new Error(`${parent.path} is being filled while it is emptied`), {
        code: 'ENOTEMPTY',
      });
    await unlessChanged(async () => {
      await takeLevel(parent, name);
      await rmdir(parent.entry(name));
    });
  }
}

/** Removes the files of a folder and its uppermost folders; those in them are moved up before, so that no depth is too much. */
async function takeLevel(parent: OpenFolder, name: Name): Promise<void> {
  await using top = await openClosed(parent, name);
  for (const folder of await removeFiles(top, await top.listBytes())) {
    await unlessChanged(async () => {
      await using inner = await openClosed(top, folder);
      for (const deeper of await removeFiles(inner, await inner.listBytes()))
        await moveUp(inner, deeper, top);
      await rmdir(top.entry(folder));
    });
  }
}

async function unlessChanged(work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) => {
    if (!changed.includes(codeOf(error))) throw error;
  });
}

async function moveUp(from: OpenFolder, name: Name, to: OpenFolder): Promise<void> {
  const target = to.entry(`.${randomUUID()}`);
  await rename(from.entry(name), target).catch(async (error: unknown) => {
    if (codeOf(error) !== 'EACCES') throw error;
    await using _opened = await openClosed(from, name); // a folder that may not be written can't get another parent
    await rename(from.entry(name), target);
  });
}

/** The names of those that are folders. */
async function removeFiles(folder: OpenFolder, names: Buffer[]): Promise<Buffer[]> {
  const removed = await Promise.all(names.map((name) => removeFile(folder, name)));
  return names.filter((_, index) => !removed[index]);
}

/** False when it is a folder. */
async function removeFile(folder: OpenFolder, name: Name): Promise<boolean> {
  try {
    await unlink(folder.entry(name));
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    // POSIX has EPERM for a folder, Linux EISDIR; EPERM is also what may not be removed.
    if (codeOf(error) === 'EISDIR') return false;
    if (codeOf(error) === 'EPERM' && (await lstat(folder.entry(name))).isDirectory()) return false;
    throw error;
  }
}

/** Opens a folder that its owner may have closed to everybody, himself included. */
async function openClosed(parent: OpenFolder, name: Name): Promise<OpenFolder> {
  try {
    const folder = await parent.folder(name);
    const { mode } = await folder.status();
    if ((mode & 0o700) !== 0o700) await folder.chmod(0o700);
    return folder;
  } catch (error) {
    if (codeOf(error) !== 'EACCES' || !hasDescriptorPaths) throw error;
  }
  await using closed = await open(parent.entry(name), O_PATH | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  await chmod(descriptorPath(closed), 0o700);
  return parent.folder(name);
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}
