import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { testEnvironment } from '../../helpers/python-environment.ts';

const fixtures = path.join(import.meta.dirname, '../../fixtures/files');

interface MadeFiles extends AsyncDisposable {
  path: (name: string) => string;
  read: (name: string) => Promise<Buffer>;
}

/** Odd and hostile Office files and PDFs that are too large or too harmful to be kept; disposal removes them. */
export async function madeFiles(script = 'office_files.py'): Promise<MadeFiles> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'python-coder-office-'));
  const { python } = await testEnvironment();
  await promisify(execFile)(python, [path.join(import.meta.dirname, script), fixtures, folder]);
  return {
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
