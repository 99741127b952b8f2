import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, rm, writeFile } from 'node:fs/promises';

/** What file systems answer that have no hard links. */
const withoutHardLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/** Makes a file of this user with its content in one step, so that nobody ever sees a part of it; false where one is already. */
export async function createWhole(file: string, content: string | Buffer): Promise<boolean> {
  const half = `${file}.${randomUUID()}`;
  try {
    await writeFile(half, content, { flag: 'wx', mode: 0o600 });
    await link(half, file).catch((error: NodeJS.ErrnoException) => {
      if (!withoutHardLinks.includes(error.code ?? '')) throw error;
      return copyFile(half, file, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(half, { force: true });
  }
}
