import { constants } from 'node:fs';
import { copyFile, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Artifact } from '../contracts/code-task.ts';
import type { OutputFile } from '../contracts/program-run.ts';
import { CoderError } from '../errors/coder-error.ts';
import { mediaTypeOf } from './media-types.ts';

/** Throws `input-invalid` before any work is done when no folder can be there. */
export async function checkOutputDir(outputDir: string): Promise<void> {
  const found = await stat(outputDir).catch((error: NodeJS.ErrnoException) => error);
  if ('isDirectory' in found ? !found.isDirectory() : found.code === 'ENOTDIR') {
    throw new CoderError(
      `The output folder ${outputDir} is not a folder, or lies below a file; name another.`,
      {
        code: 'input-invalid',
      },
    );
  }
}

/** Copies collected files out of the throwaway folder; a taken name gets a number, so nothing that exists is overwritten. */
export async function keepArtifacts(files: OutputFile[], outputDir: string): Promise<Artifact[]> {
  const artifacts: Artifact[] = [];
  for (const file of files) {
    const target = await copyToFreeName(file.path, path.resolve(outputDir, file.name));
    const { name, bytes, sha256 } = file;
    artifacts.push({ name, mediaType: mediaTypeOf(name), bytes, sha256, path: target });
  }
  return artifacts;
}

async function copyToFreeName(from: string, wanted: string): Promise<string> {
  const { dir, name, ext } = path.parse(wanted);
  for (let number = 1; ; number += 1) {
    const target = number === 1 ? wanted : path.join(dir, `${name} (${number})${ext}`);
    try {
      await mkdir(dir, { recursive: true });
      await copyFile(from, target, constants.COPYFILE_EXCL);
      return target;
    } catch (cause) {
      const { code, syscall } = cause as NodeJS.ErrnoException;
      if (code === 'EEXIST' && syscall === 'copyfile' && number < 1000) continue;
      throw new CoderError(
        `The file ${target} could not be written (${(cause as Error).message}). Choose another output folder or free some space.`,
        { code: 'input-invalid', cause },
      );
    }
  }
}
