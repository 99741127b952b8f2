import { constants } from 'node:fs';
import { copyFile, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { InputPlacement } from '../contracts/program-run.ts';

/** Copies the inputs into a working folder on the host, keeping their times so that the collector sees changes. */
export async function copyInputs(inputs: InputPlacement[], work: string): Promise<void> {
  for (const input of inputs) {
    const target = path.join(work, input.name);
    await copyFile(input.path, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    const { atime, mtime } = await stat(input.path);
    await utimes(target, atime, mtime);
  }
}
