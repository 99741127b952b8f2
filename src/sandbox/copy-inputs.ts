import { constants } from 'node:fs';
import { chown, copyFile, mkdir, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { InputPlacement } from '../contracts/runtime.ts';

/** Copies the inputs into a working folder on the host, as files of its owner and with their times, so that the collector sees changes. */
export async function copyInputs(inputs: InputPlacement[], work: string): Promise<void> {
  const { uid, gid } = await stat(work);
  for (const input of inputs) {
    const target = path.join(work, input.name);
    const folder = await mkdir(path.dirname(target), { recursive: true });
    await copyFile(input.path, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    const { atime, mtime } = await stat(input.path);
    await utimes(target, atime, mtime);
    // Since Node 22, root gives a copy the owner of its source.
    if (uid === process.getuid?.() && (await stat(target)).uid === uid) continue;
    await chown(target, uid, gid);
    for (
      let made = path.dirname(target);
      folder !== undefined && made.length >= folder.length;
      made = path.dirname(made)
    )
      await chown(made, uid, gid);
  }
}
