import { constants } from 'node:fs';
import { chmod, copyFile } from 'node:fs/promises';
import path from 'node:path';
import type { Artifact } from '../contracts/code-task.ts';
import type { OutputFile } from '../contracts/runtime.ts';
import { CoderError } from '../errors/coder-error.ts';
import type { OpenFolder } from '../filesystem/open-folder.ts';
import { harmlessName } from './harmless-name.ts';
import { mediaTypeOf } from './media-types.ts';
import { type OutputTarget, openTarget, targetPath } from './output-target.ts';

interface Kept {
  artifact: Artifact;
  /** Why it is kept under another name than the program gave it; null where that is the same, or numbered because it was taken. */
  renamed: string | null;
}

const maxNumber = 999;
const inTheWay = "a link or a file stands in its folder's place";

/**
 * Copies collected files out of the throwaway folder. Nothing that exists is overwritten, nothing below the target is reached
 * through a link, and no name is kept that something on this machine obeys.
 */
export async function keepArtifacts(files: OutputFile[], target: OutputTarget): Promise<Kept[]> {
  if (files.length === 0) return [];
  const whole = targetPath(target);
  await using folder = await openTarget(target).catch((cause) => {
    throw unwritable(whole, cause);
  });
  const kept: Kept[] = [];
  for (const file of files) kept.push(await keepOne(file, folder, whole));
  return kept;
}

async function keepOne(file: OutputFile, folder: OpenFolder, whole: string): Promise<Kept> {
  const { name, bytes, sha256, fullOutput } = file;
  const parts = name.split('/');
  const wanted = parts.map((part) => harmlessName(part) ?? { name: part, why: null });
  const names = await copyBelow(folder, { from: file.path, names: wanted.map((part) => part.name) }).catch(
    (cause) => {
      throw unwritable(path.join(whole, name), cause);
    },
  );
  const reasons = wanted.flatMap((part, at) => {
    const isBlocked = at < parts.length - 1 && names[at] !== part.name;
    return [...(part.why === null ? [] : [part.why]), ...(isBlocked ? [inTheWay] : [])];
  });
  return {
    artifact: {
      ...{ name, mediaType: mediaTypeOf(name), bytes, sha256, path: path.join(whole, ...names) },
      ...(fullOutput && { fullOutput }),
    },
    renamed:
      reasons.length === 0
        ? null
        : `The file ${JSON.stringify(name)} was kept as ${JSON.stringify(names.join('/'))}: ${[...new Set(reasons)].join('; ')}.`,
  };
}

/** The names it was kept under, folder by folder. */
async function copyBelow(
  folder: OpenFolder,
  { from, names: [name = '', ...rest] }: { from: string; names: string[] },
): Promise<string[]> {
  if (rest.length === 0) return [await copyToFreeName(folder, { from, name })];
  await using inner = await openFreeFolder(folder, name);
  return [path.basename(inner.path), ...(await copyBelow(inner, { from, names: rest }))];
}

async function openFreeFolder(folder: OpenFolder, name: string): Promise<OpenFolder> {
  return await underFreeName({ name, taken: ['ELOOP', 'ENOTDIR'] }, (free) => folder.makeFolder(free));
}

async function copyToFreeName(
  folder: OpenFolder,
  { from, name }: { from: string; name: string },
): Promise<string> {
  const { COPYFILE_EXCL, COPYFILE_FICLONE } = constants;
  await chmod(from, 0o600); // the copy gets the same mode
  return await underFreeName({ name, taken: ['EEXIST'] }, async (free) => {
    await copyFile(from, folder.entry(free), COPYFILE_EXCL | COPYFILE_FICLONE);
    return free;
  });
}

/** A taken name gets a number: "name (2).ext". */
async function underFreeName<Value>(
  { name, taken }: { name: string; taken: string[] },
  make: (free: string) => Promise<Value>,
): Promise<Value> {
  const { name: stem, ext } = path.parse(name);
  for (let number = 1; ; number += 1) {
    try {
      return await make(number === 1 ? name : `${stem} (${number})${ext}`);
    } catch (error) {
      if (number >= maxNumber || !taken.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
}

function unwritable(file: string, cause: unknown): unknown {
  if (cause instanceof CoderError) return cause;
  const { message, code = '' } = cause as NodeJS.ErrnoException;
  const [reason] = message.split(','); // what follows are paths that only this process has
  const isFull = ['ENOSPC', 'EDQUOT'].includes(code); // a matter of set-up, not of the request
  return new CoderError(
    `The file ${file} could not be written (${reason}). Choose another output folder or free some space.`,
    { code: isFull ? 'config-invalid' : 'input-invalid', cause },
  );
}
