import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  type Stats,
} from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Answer, Exchange, InputPlacement, OutputFile } from '../contracts/runtime.ts';
import { unwritable } from './unwritable.ts';

interface Source {
  /** The program's working folder. A program that still runs can neither make links there nor reach the copies. */
  folder: string;
  /** Files that were there before; unchanged ones are not outputs. */
  inputs: InputPlacement[];
  exchange: Exchange | undefined;
  target: string;
  maxFiles: number;
  maxBytes: number;
}

interface Collected {
  files: OutputFile[];
  /** "name: reason" for what was not copied, at most twenty. */
  leftBehind: string[];
  /** Inputs by whose name nothing is there any more. */
  removedInputs: string[];
  answer: Answer | null;
}

/** Follows no link, and waits for no pipe. */
const untrusted = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const maxDepth = 8;
/** Whoever keeps the file can still add a mark and a number to its name. */
const maxNameBytes = 240;
const maxLeftBehind = 20;
/** A program can leave more names than anybody wants to hear of. */
const maxEntries = 20_000;

/**
 * Copies the regular files a program left into `target`. Links, devices and FIFOs are never opened, names are plain
 * path components, and both caps hold for what is actually read.
 */
export async function collectFiles(source: Source): Promise<Collected> {
  const inputs = new Map<string, Stats>();
  for (const input of source.inputs) inputs.set(input.name, lstatSync(input.path));
  const collected: Collected = { files: [], leftBehind: [], removedInputs: [], answer: null };
  for (const { name } of source.inputs) if (isGone(source.folder, name)) collected.removedInputs.push(name);
  let bytesLeft = source.maxBytes;
  let entries = 0;
  for (const { name, problem } of filesBelow(source.folder)) {
    entries += 1;
    if (entries > maxEntries) {
      collected.leftBehind.push(`everything after ${maxEntries} entries`);
      break;
    }
    if (name === source.exchange?.question.name) continue;
    if (name === source.exchange?.answer.name) {
      const { maxBytes } = source.exchange.answer;
      collected.answer = readAnswer(path.join(source.folder, name), maxBytes);
      continue;
    }
    const reason =
      problem ?? (collected.files.length < source.maxFiles ? null : `more than ${source.maxFiles} files`);
    const from = path.join(source.folder, name);
    if (reason === null && isUnchanged(inputs.get(name), from)) continue;
    const copied =
      reason === null ? await copyRegularFile(from, path.join(source.target, name), bytesLeft) : { reason };
    if ('reason' in copied) {
      bytesLeft -= copied.bytes ?? 0; // a program that still runs can let a file grow while it is read
      if (collected.leftBehind.length < maxLeftBehind)
        collected.leftBehind.push(`${printable(name)}: ${copied.reason}`);
      continue;
    }
    bytesLeft -= copied.bytes;
    collected.files.push({ name, ...copied });
  }
  return collected;
}

/** Every entry that is not a folder, in a stable order, with why it can't be collected. */
function* filesBelow(folder: string, relative = ''): Generator<{ name: string; problem: string | null }> {
  const entries = listFolder(path.join(folder, relative));
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = relative === '' ? entry.name : `${relative}/${entry.name}`;
    const problem = nameProblem(entry.name);
    if (problem !== null) yield { name, problem };
    else if (entry.isFile()) yield { name, problem: null };
    else if (!entry.isDirectory()) yield { name, problem: 'not a regular file' };
    else if (name.split('/').length >= maxDepth)
      yield { name, problem: `more than ${maxDepth} folders deep` };
    else yield* filesBelow(folder, name);
  }
}

/** Reads at once, for it is a folder in memory or a small one; a folder that is gone or closed is empty. */
function listFolder(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Null for what is no regular file or can't be read; reads at once, as `listFolder` does. */
function readAnswer(file: string, maxBytes: number): Answer | null {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(file, untrusted);
    const status = fstatSync(descriptor);
    if (!status.isFile()) return null;
    if (status.size > maxBytes) return { bytes: status.size, text: null };
    const buffer = Buffer.allocUnsafe(status.size);
    const bytes = readSync(descriptor, buffer, 0, buffer.length, 0);
    return { bytes, text: buffer.toString('utf8', 0, bytes) };
  } catch {
    return null;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

/** Reading faults are the program's and become a reason; writing faults are the host's and are thrown. */
async function copyRegularFile(
  from: string,
  to: string,
  maxBytes: number,
): Promise<{ path: string; bytes: number; sha256: string } | { reason: string; bytes?: number }> {
  const source = await open(from, untrusted).catch(() => null);
  if (source === null) return { reason: 'it could not be read' };
  await using _ = source;
  const status = await source.stat();
  if (!status.isFile()) return { reason: 'not a regular file' };
  const tooLarge = {
    reason: `larger than what is left of ${Math.round(maxBytes / 2 ** 20)} MiB for all files`,
  };
  if (status.size > maxBytes) return tooLarge;
  try {
    await mkdir(path.dirname(to), { recursive: true });
    await using target = await open(to, 'wx', 0o600);
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(1 << 18);
    for (let bytes = 0; ; ) {
      const { bytesRead } = await source.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) return { path: to, bytes, sha256: hash.digest('hex') };
      bytes += bytesRead;
      if (bytes > maxBytes) {
        await rm(to);
        return { ...tooLarge, bytes: maxBytes };
      }
      const part = buffer.subarray(0, bytesRead);
      hash.update(part);
      await target.write(part);
    }
  } catch (cause) {
    throw unwritable(to, cause);
  }
}

/** Goes from folder to folder, for a program may have put a link in the place of one; what it closed to this process counts as there. */
function isGone(folder: string, name: string): boolean {
  const steps = name.split('/');
  try {
    lstatSync(folder); // one that is gone as a whole tells nothing of its files
    return steps.some((_, index) => {
      const place = path.join(folder, ...steps.slice(0, index + 1));
      const status = lstatSync(place, { throwIfNoEntry: false });
      return status === undefined || (index < steps.length - 1 && !status.isDirectory());
    });
  } catch {
    return false;
  }
}

function isUnchanged(before: Stats | undefined, file: string): boolean {
  if (before === undefined) return false;
  const now = lstatSync(file, { throwIfNoEntry: false });
  return now !== undefined && before.size === now.size && Math.abs(before.mtimeMs - now.mtimeMs) < 1;
}

function nameProblem(name: string): string | null {
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD\\]/u.test(name)) return 'its name has characters that are not safe';
  return Buffer.byteLength(name) <= maxNameBytes ? null : 'its name is too long';
}

function printable(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?').slice(0, 100);
}
