import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { CoderError } from '../errors/coder-error.ts';

/**
 * Throws `config-invalid` when a folder that we write to or clean up by ourselves is a link, or, below the current folder, is
 * reached through one: a project that somebody else made must not choose where on this host that happens. What is missing is no link.
 */
export async function checkNoLink(folder: string, setting: string): Promise<void> {
  for (const step of stepsTo(path.resolve(folder))) {
    const found = await lstat(step).catch(() => null);
    if (!found?.isSymbolicLink()) continue;
    throw new CoderError(
      `The folder ${folder} can't be used, because ${step} is a link. Set ${setting} to the real folder, or remove the link.`,
      { code: 'config-invalid' },
    );
  }
}

/** The folder itself and, below the current one, all that lie between. */
function stepsTo(folder: string): string[] {
  const base = process.cwd();
  const names = path.relative(base, folder).split(path.sep);
  if (names[0] === '..' || path.isAbsolute(names.join(path.sep))) return [folder];
  return names.map((_, index) => path.join(base, ...names.slice(0, index + 1)));
}
