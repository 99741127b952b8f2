import { once } from 'node:events';
import { accessSync, constants, createReadStream, readFileSync, statSync } from 'node:fs';
import { chown, copyFile, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { Writable } from 'node:stream';
import type { InputPlacement } from '../../contracts/runtime.ts';

export interface InputFile {
  name: string;
  size: number;
  mtimeNs: number;
  /** The path of a file of this process's own, or the very bytes. */
  source: string | Buffer;
}

/** One that the kernel can copy. */
type LargeFile = InputFile & { source: string };

/** Up to here reading at once is faster than a hand-over to another thread: the copies were written a moment ago. */
const smallBytes = 256 * 1024;

/** Size and time of an input, which is this process's own copy and does not change. */
export function measure({ name, path }: InputPlacement): InputFile {
  const { size, mtimeMs } = statSync(path);
  return { name, source: path, size, mtimeNs: Math.round(mtimeMs * 1e6) };
}

/** A text as an input that is nowhere on the host. */
export function textFile({ name, text }: { name: string; text: string }): InputFile {
  const source = Buffer.from(text);
  return { name, source, size: source.length, mtimeNs: Date.now() * 1e6 };
}

/** Parts the files into those whose bytes travel through the connection and large ones, which the kernel copies at once where the folder can be reached. */
export function partFiles(
  files: readonly InputFile[],
  folder: string,
): { sent: InputFile[]; copied: LargeFile[] } {
  const isLarge = (file: InputFile): file is LargeFile =>
    file.size > smallBytes && typeof file.source === 'string';
  const copied = files.some(isLarge) && canReach(folder) ? files.filter(isLarge) : [];
  const isCopied = new Set<InputFile>(copied);
  return { sent: files.filter((file) => !isCopied.has(file)), copied };
}

/** Fills files that the locked process has made in its folder, as its own, and keeps their times; no code that could replace them by links has reached it yet. */
export async function fillFiles(files: readonly LargeFile[], folder: string): Promise<void> {
  for (const { name, source, mtimeNs } of files) {
    const target = path.join(folder, name);
    const { uid, gid } = await stat(target);
    await copyFile(source, target);
    // Since Node 22, root gives a copy the owner of its source.
    if ((await stat(target)).uid !== uid) await chown(target, uid, gid);
    await utimes(target, mtimeNs / 1e9, mtimeNs / 1e9);
  }
}

/** Writes the bytes of all files, one after the other, at the pace of the reader. */
export async function sendFiles(files: readonly InputFile[], target: Writable): Promise<void> {
  for (const { source, size } of files) {
    if (size === 0) continue;
    if (typeof source !== 'string' || size <= smallBytes) {
      const bytes = typeof source === 'string' ? readFileSync(source).subarray(0, size) : source;
      if (!target.write(bytes)) await once(target, 'drain');
      continue;
    }
    for await (const chunk of createReadStream(source, { end: size - 1, highWaterMark: 1 << 20 })) {
      if (!target.write(chunk)) await once(target, 'drain');
    }
  }
}

function canReach(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
