import { constants } from 'node:fs';
import { access, chmod, stat, writeFile } from 'node:fs/promises';
import { CoderError } from '../errors/coder-error.ts';
import { type FileKind, kindOf, NotRegular } from '../filesystem/file-kind.ts';
import { OpenFile } from '../filesystem/open-file.ts';
import { isVisibleBelow } from '../filesystem/visible-below.ts';
import type { FileResult } from './file-result.ts';
import type { FileSource, InputSource } from './input-source.ts';

export interface Snapshot {
  path: string;
  bytes: number;
  /** Known a little later than the rest, so that the copy can be looked at meanwhile; settles by itself, whoever waits. */
  sha256: Promise<string>;
}

interface SnapshotOptions {
  maxFileSizeMiB: number;
  /** Else an empty file is taken for one that was not saved completely. */
  allowEmpty?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

const bytesPerMiB = 2 ** 20;

/** Why the input can't be used, as far as its path tells; `takeSnapshot` asks again of the file itself. */
export async function sourceProblem(source: InputSource, maxFileSizeMiB: number): Promise<string | null> {
  if (source.path === null) return problemOfSize(source.bytes.length, maxFileSizeMiB);
  try {
    const status = await stat(source.path);
    if (!status.isFile()) return kindProblem(kindOf(status));
    await access(source.path, constants.R_OK);
    return problemOfSize(status.size, maxFileSizeMiB);
  } catch (error) {
    return accessProblem(error);
  }
}

/** Copies the input (by reference where the file system can) and begins to hash the copy; its size is checked again, a source may grow meanwhile. */
export async function takeSnapshot(
  source: InputSource,
  target: string,
  { maxFileSizeMiB, allowEmpty = false, signal }: SnapshotOptions,
): Promise<FileResult<Snapshot>> {
  const sizeProblem = (bytes: number) =>
    allowEmpty && bytes === 0 ? null : problemOfSize(bytes, maxFileSizeMiB);
  try {
    if (source.path === null) await writeFile(target, source.bytes, { flag: 'wx' });
    else {
      using file = await OpenFile.open(source.path);
      const problem = (await placeProblem(file, source)) ?? sizeProblem(file.bytes);
      if (problem !== null) return { problem };
      await file.copyTo(target, signal);
    }
  } catch (error) {
    return { problem: accessProblem(error) };
  }
  await chmod(target, 0o644);
  const { size } = await stat(target);
  const problem = sizeProblem(size);
  if (problem !== null) return { problem };
  const sha256 = hashFile(target, signal);
  sha256.catch(() => undefined);
  if (source.path !== null && source.sha256 !== undefined && source.sha256 !== (await sha256))
    return { problem: 'was changed since a program wrote it; have it made again, or give it as a new file' };
  return { value: { path: target, bytes: size, sha256 } };
}

async function hashFile(copy: string, signal: AbortSignal | undefined): Promise<string> {
  using file = await OpenFile.open(copy, { links: 'refused' });
  return await file.sha256(signal);
}

async function placeProblem(file: OpenFile, { within }: FileSource): Promise<string | null> {
  if (within === undefined || isVisibleBelow(within, await file.realPath())) return null;
  return 'lies outside of the folder it was named in, or is hidden there; name a file of that folder';
}

function kindProblem(kind: FileKind): string {
  if (kind === 'folder') return 'is a folder; give the files in it one by one';
  return `is a ${kind}; save its content to a regular file first`;
}

function problemOfSize(bytes: number, maxFileSizeMiB: number): string | null {
  if (bytes === 0) return 'is empty (0 bytes); check that it was saved or downloaded completely';
  if (bytes <= maxFileSizeMiB * bytesPerMiB) return null;
  const megabytes = Math.ceil((bytes / bytesPerMiB) * 100) / 100;
  return `has ${megabytes} MiB, more than the limit of ${maxFileSizeMiB} MiB; give a smaller file or raise maxFileSizeMiB (PYTHON_CODE_MAX_FILE_SIZE)`;
}

const accessProblems: Record<string, string> = {
  ENOENT: 'was not found; check the path and the spelling',
  ENOTDIR: 'was not found, a part of its path is not a folder; check the path',
  EACCES: "can't be read, permission is denied; make it readable for this user (chmod u+r)",
  EPERM: "can't be read, the operating system does not permit it; check its permissions",
  ELOOP: 'is a symbolic link that leads in a circle; give the real file',
  ENAMETOOLONG: 'has a name or path that is too long for this system; rename it',
  EISDIR: 'is a folder; give the files in it one by one',
  ENXIO: 'is a socket; save its content to a regular file first',
};

/** What is wrong with the caller's file; any other fault, a full disk for example, is the host's and is thrown. */
function accessProblem(error: unknown): string {
  if (error instanceof CoderError) throw error;
  if (error instanceof NotRegular) return kindProblem(error.kind);
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ERR_INVALID_ARG_VALUE') return 'has a path with a NUL character; correct the path';
  const problem = code === undefined ? undefined : accessProblems[code];
  if (problem !== undefined) return problem;
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  throw new CoderError(
    `An input file could not be copied (${(error as Error).message}).${isFull ? ' Free some space, or set executionDir to a folder on another disk.' : ''}`,
    { code: isFull ? 'config-invalid' : 'internal', cause: error },
  );
}
