import { constants } from 'node:fs';
import { chown, copyFile, mkdir, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Program } from '../contracts/runtime.ts';

type Given = Pick<Program, 'inputs' | 'exchange'>;

/** Copies the inputs into a working folder on the host, as files of its owner and with their times, so that the collector sees changes. */
export async function copyInputs({ inputs, exchange }: Given, work: string): Promise<void> {
  for (const input of inputs) {
    await placeFile(input.name, work, async (target) => {
      await copyFile(input.path, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
      const { atime, mtime } = await stat(input.path);
      await utimes(target, atime, mtime);
    });
  }
  if (!exchange) return;
  const { name, text } = exchange.question;
  await placeFile(name, work, (target) => writeFile(target, text, { flag: 'wx', mode: 0o644 }));
}

async function placeFile(name: string, work: string, make: (target: string) => Promise<void>): Promise<void> {
  const { uid, gid } = await stat(work);
  const target = path.join(work, name);
  const folder = await mkdir(path.dirname(target), { recursive: true });
  await make(target);
  // Since Node 22, root gives a copy the owner of its source.
  if (uid === process.getuid?.() && (await stat(target)).uid === uid) return;
  await chown(target, uid, gid);
  for (
    let made = path.dirname(target);
    folder !== undefined && made.length >= folder.length;
    made = path.dirname(made)
  )
    await chown(made, uid, gid);
}
