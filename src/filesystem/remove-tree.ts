import { randomUUID } from 'node:crypto';
import { chmod, constants, open, rename, rmdir, unlink } from 'node:fs/promises';
import path from 'node:path';
import { descriptorPath, hasDescriptorPaths } from './descriptor-path.ts';
import { type Name, OpenFolder } from './open-folder.ts';

/** Linux's O_PATH, which Node has no name for: a descriptor of something that may not be read. */
const O_PATH = 0o10000000;
/** How often a folder is emptied into which others still write. */
const attempts = 4;

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
  for (let attempt = 1; !(await removeOnce(parent, name)); attempt += 1) {
    if (attempt === attempts)
      throw Object.assign(
        new Error(`${path.join(parent.path, name.toString())} is being filled while it is removed`),
        {
          code: 'ENOTEMPTY',
        },
      );
  }
}

/** False when something new is there. */
async function removeOnce(parent: OpenFolder, name: Name): Promise<boolean> {
  if (await removeFile(parent, name)) return true;
  try {
    await empty(parent, name);
    await rmdir(parent.entry(name));
    return true;
  } catch (error) {
    // Somebody wrote into it, or put another kind of entry in its place.
    if (['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'ELOOP'].includes(codeOf(error))) return false;
    if (codeOf(error) === 'ENOENT') return true;
    throw error;
  }
}

/** Folders in the folder are moved up into it before they are emptied, so that no depth is too much. */
async function empty(parent: OpenFolder, name: Name): Promise<void> {
  await using top = await openClosed(parent, name);
  for (let names = await top.listBytes(); names.length > 0; names = await top.listBytes()) {
    for (const folder of await removeFiles(top, names)) {
      await using inner = await openClosed(top, folder);
      for (const deeper of await removeFiles(inner, await inner.listBytes()))
        await moveUp(inner, deeper, top);
      await rmdir(top.entry(folder));
    }
  }
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
    if (codeOf(error) === 'EISDIR' || codeOf(error) === 'EPERM') return false;
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
