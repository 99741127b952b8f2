import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { InputPlacement } from '../contracts/program-run.ts';

/** Makes the working and temporary folder of a run on the host, for tiers without a file system of their own. */
export async function placeInputs(
  inputs: InputPlacement[],
  folders: { work: string; tmp: string },
  matplotlibCache: string | null,
): Promise<void> {
  await mkdir(folders.work, { mode: 0o700 });
  await mkdir(path.join(folders.tmp, 'matplotlib'), { recursive: true, mode: 0o700 });
  for (const input of inputs) {
    const target = path.join(folders.work, input.name);
    await copyFile(input.path, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    const { atime, mtime } = await stat(input.path); // kept, so that changes show
    await utimes(target, atime, mtime);
  }
  if (matplotlibCache === null) return;
  for (const name of await readdir(matplotlibCache)) {
    if (/^fontlist.*\.json$/.test(name)) {
      await copyFile(path.join(matplotlibCache, name), path.join(folders.tmp, 'matplotlib', name));
    }
  }
}
