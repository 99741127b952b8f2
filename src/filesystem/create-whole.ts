import { randomUUID } from 'node:crypto';
import { constants, copyFileSync, linkSync, rmSync, writeFileSync } from 'node:fs';

/** What file systems answer that have no hard links. */
const withoutHardLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/** Makes a small file of this user with its content in one step, so that nobody ever sees a part of it; false where one is already. */
export async function createWhole(file: string, content: string | Buffer): Promise<boolean> {
  const half = `${file}.${randomUUID()}`;
  try {
    writeFileSync(half, content, { flag: 'wx', mode: 0o600 });
    linkOrCopy(half, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(half, { force: true });
  }
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!withoutHardLinks.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  }
}
