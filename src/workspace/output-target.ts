import { mkdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { CoderError } from '../errors/coder-error.ts';
import { checkNoLink } from '../filesystem/check-no-link.ts';
import { OpenFolder } from '../filesystem/open-folder.ts';

/** Where the files of a task go: into a folder the caller named, or into one of their own in the configured folder. */
export type OutputTarget = { named: string } | { configured: string; own: string };

/** `id` names the folder of its own. */
export function outputTarget(
  config: { outputDir: string },
  { id, outputDir }: { id: string; outputDir: string | undefined },
): OutputTarget {
  return outputDir === undefined ? { configured: config.outputDir, own: id } : { named: outputDir };
}

/** Throws before any work is done: `input-invalid` when no folder can be there, `config-invalid` when the configured one is a link. */
export async function checkOutputTarget(target: OutputTarget): Promise<void> {
  if ('configured' in target) await checkNoLink(target.configured, 'outputDir');
  const folder = 'named' in target ? target.named : target.configured;
  const found = await stat(folder).catch((error: NodeJS.ErrnoException) => error);
  if ('isDirectory' in found ? !found.isDirectory() : found.code === 'ENOTDIR') {
    throw new CoderError(`The output folder ${folder} is not a folder, or lies below a file; name another.`, {
      code: 'input-invalid',
    });
  }
}

export function targetPath(target: OutputTarget): string {
  return path.resolve('named' in target ? target.named : path.join(target.configured, target.own));
}

/** Opens the folder and makes it where it is missing. Only one that the caller named may be a link. */
export async function openTarget(target: OutputTarget): Promise<OpenFolder> {
  if ('named' in target) {
    await mkdir(target.named, { recursive: true });
    return await OpenFolder.open(await realpath(target.named));
  }
  await checkNoLink(target.configured, 'outputDir');
  await mkdir(target.configured, { recursive: true });
  await using parent = await OpenFolder.open(path.resolve(target.configured));
  return await parent.makeFolder(target.own);
}
