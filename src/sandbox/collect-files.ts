import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { lstat, mkdir, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { InputPlacement, OutputFile } from '../contracts/program-run.ts';

interface Source {
  /** The program's working folder; every process that could change it is gone. */
  folder: string;
  /** Files that were there before; unchanged ones are not outputs. */
  inputs: InputPlacement[];
  target: string;
  maxFiles: number;
  maxBytes: number;
}

interface Collected {
  files: OutputFile[];
  leftBehind: string[];
}

const maxDepth = 8;

/**
 * Copies the regular files a program left into `target`. Links, devices and FIFOs are never opened, names are plain
 * path components, and both caps hold for what is actually read.
 */
export async function collectFiles(source: Source): Promise<Collected> {
  const collected: Collected = { files: [], leftBehind: [] };
  const before = new Map<string, Stats>();
  for (const input of source.inputs) before.set(input.name, await lstat(input.path));
  let bytesLeft = source.maxBytes;

  const visit = async (relative: string, depth: number): Promise<void> => {
    const entries = await readdir(path.join(source.folder, relative), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory() && depth < maxDepth) {
        await visit(name, depth + 1);
        continue;
      }
      const reason = !entry.isFile()
        ? 'not a regular file'
        : !isPlainName(entry.name)
          ? 'its name has characters that are not safe'
          : collected.files.length >= source.maxFiles
            ? `more than ${source.maxFiles} files`
            : null;
      if (reason !== null) {
        if (collected.leftBehind.length < 20) collected.leftBehind.push(`${printable(name)}: ${reason}`);
        continue;
      }
      const status = await lstat(path.join(source.folder, name));
      if (isUnchanged(before.get(name), status)) continue;
      if (status.size > bytesLeft) {
        collected.leftBehind.push(`${name}: more than ${source.maxBytes} bytes of files`);
        continue;
      }
      const file = await copyRegularFile(
        path.join(source.folder, name),
        path.join(source.target, name),
        bytesLeft,
      );
      bytesLeft -= file.bytes;
      collected.files.push({ name, path: path.join(source.target, name), ...file });
    }
  };
  await visit('', 0);
  return collected;
}

async function copyRegularFile(from: string, to: string, maxBytes: number) {
  await using source = await open(from, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  const status = await source.stat();
  if (!status.isFile()) throw new Error(`${from} is not a regular file any more`);
  await mkdir(path.dirname(to), { recursive: true });
  await using target = await open(to, 'wx', 0o600);
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(1 << 18);
  let bytes = 0;
  for (;;) {
    const { bytesRead } = await source.read(buffer, 0, buffer.length, null);
    if (bytesRead === 0) break;
    bytes += bytesRead;
    if (bytes > maxBytes) throw new Error(`${from} grew while it was collected`);
    const part = buffer.subarray(0, bytesRead);
    hash.update(part);
    await target.write(part);
  }
  return { bytes, sha256: hash.digest('hex') };
}

function isUnchanged(before: Stats | undefined, now: Stats): boolean {
  return before !== undefined && before.size === now.size && Math.abs(before.mtimeMs - now.mtimeMs) < 1;
}

function isPlainName(name: string): boolean {
  return name.length <= 200 && !/[\p{Cc}\p{Cf}\uFFFD\\]/u.test(name);
}

function printable(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}]/gu, '?').slice(0, 100);
}
