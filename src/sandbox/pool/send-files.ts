import { once } from 'node:events';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import type { Writable } from 'node:stream';
import type { InputPlacement } from '../../contracts/program-run.ts';

export interface InputFile extends InputPlacement {
  size: number;
  mtimeNs: number;
}

/** Up to here reading at once is faster than a hand-over to another thread: the copies were written a moment ago. */
const smallBytes = 256 * 1024;

/** Size and time of an input, which is this process's own copy and does not change. */
export function measure({ name, path }: InputPlacement): InputFile {
  const { size, mtimeMs } = statSync(path);
  return { name, path, size, mtimeNs: Math.round(mtimeMs * 1e6) };
}

/** Writes the bytes of all files, one after the other, at the pace of the reader. */
export async function sendFiles(files: readonly InputFile[], target: Writable): Promise<void> {
  for (const { path, size } of files) {
    if (size === 0) continue;
    if (size <= smallBytes) {
      if (!target.write(readFileSync(path).subarray(0, size))) await once(target, 'drain');
      continue;
    }
    for await (const chunk of createReadStream(path, { end: size - 1, highWaterMark: 1 << 20 })) {
      if (!target.write(chunk)) await once(target, 'drain');
    }
  }
}
