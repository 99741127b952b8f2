import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runPython } from '../../helpers/run-python.ts';

export interface MadeFiles extends AsyncDisposable {
  folder: string;
  path: (name: string) => string;
  read: (name: string) => Promise<Buffer>;
}

const tests = path.join(import.meta.dirname, '../..');

/** What a script below tests/ writes into the folder it is given: files that are too large or too harmful to be kept; disposal removes them. */
export async function madeFiles(script: string): Promise<MadeFiles> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'made-files-'));
  await runPython('-W', 'ignore', path.join(tests, script), folder);
  return {
    folder,
    path: (name) => path.join(folder, name),
    read: (name) => readFile(path.join(folder, name)),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A copy cut off after a share of its bytes. */
export function cutOff(bytes: Buffer, share = 0.6): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length * share));
}

/** A copy with zeros in the middle third. */
export function corrupted(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  return copy.fill(0, Math.floor(bytes.length / 3), Math.floor((2 * bytes.length) / 3));
}
