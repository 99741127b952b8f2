import { randomUUID } from 'node:crypto';
import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { usageError } from './usage-error.ts';

/** Throws before any work is done when the code could not be saved there anyway. */
export async function checkSaveTarget(file: string): Promise<void> {
  const parent = path.dirname(path.resolve(file));
  const folder = await stat(parent).catch(() => null);
  if (!folder?.isDirectory()) {
    throw usageError(`The code can't be saved as ${file}: there is no folder ${parent}. Create it first.`);
  }
  const existing = await stat(file).catch(() => null);
  if (existing?.isDirectory()) {
    throw usageError(`The code can't be saved as ${file}: it is a folder. Name a file.`);
  }
}

/** Replaces the file in one step, so a reader sees the old or the new code and never a half; devices and pipes are written to. */
export async function saveCode(file: string, code: string): Promise<void> {
  const target = await realpath(file).catch(() => path.resolve(file));
  const existing = await stat(target).catch(() => null);
  if (existing !== null && !existing.isFile()) return writeFile(target, code);
  const draft = path.join(path.dirname(target), `.${path.basename(target)}.${randomUUID()}.tmp`);
  try {
    await writeFile(draft, code, { flag: 'wx', mode: existing === null ? 0o666 : existing.mode });
    await rename(draft, target);
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  }
}
