import { constants } from 'node:fs';
import { type FileHandle, open, rename, rmdir, unlink } from 'node:fs/promises';
import { OpenFolder } from './open-folder.ts';

const absent = ['ENOENT', 'ENOTDIR', 'ELOOP'];

/** Opens a regular file below a folder for reading, through no link on the way and waiting for no pipe; null where there is none. */
export async function openBelow(root: string, name: string): Promise<FileHandle | null> {
  return await orAbsent(
    inFolderOf({ root, name }, async (folder, base) => {
      const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
      const handle = await open(folder.entry(base), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
      if ((await handle.stat()).isFile()) return handle;
      await handle.close();
      return null;
    }),
  );
}

/** Puts a file in its place below a folder in one step, in folders that are made where they are missing. */
export async function moveBelow(file: string, root: string, name: string): Promise<void> {
  await inFolderOf({ root, name, make: true }, (folder, base) => rename(file, folder.entry(base)));
}

/** Removes a file below a folder, with the folders that are empty then; false where there is none. */
export async function removeBelow(root: string, name: string): Promise<boolean> {
  const removed = await orAbsent(
    inFolderOf({ root, name }, async (folder, base) => {
      await unlink(folder.entry(base));
      return true;
    }),
  );
  for (let above = folderOf(name); removed && above !== null; above = folderOf(above)) {
    const isEmpty = await inFolderOf({ root, name: above }, (folder, base) => rmdir(folder.entry(base))).then(
      () => true,
      () => false, // it holds something, or somebody else removed it
    );
    if (!isEmpty) break;
  }
  return removed === true;
}

/** Goes down folder by folder; ELOOP or ENOTDIR where one of them is a link. */
async function inFolderOf<Value>(
  { root, name, make = false }: { root: string; name: string; make?: boolean },
  work: (folder: OpenFolder, base: string) => Promise<Value>,
): Promise<Value> {
  const parts = name.split('/');
  const base = parts.pop() as string;
  let folder = await OpenFolder.open(root);
  try {
    for (const part of parts) {
      const inner = make ? await folder.makeFolder(part) : await folder.folder(part);
      await folder[Symbol.asyncDispose]();
      folder = inner;
    }
    return await work(folder, base);
  } finally {
    await folder[Symbol.asyncDispose]();
  }
}

async function orAbsent<Value>(work: Promise<Value>): Promise<Value | null> {
  return await work.catch((error: NodeJS.ErrnoException) => {
    if (absent.includes(error.code ?? '')) return null;
    throw error;
  });
}

function folderOf(name: string): string | null {
  const end = name.lastIndexOf('/');
  return end === -1 ? null : name.slice(0, end);
}
