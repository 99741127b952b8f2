import { lstatSync, type Stats } from 'node:fs';
import path from 'node:path';
import { CoderError } from '../errors/coder-error.ts';

/**
 * Throws `config-invalid` when a folder or file that we write to or clean up by ourselves is a link, or is reached through one on
 * the way from the current folder: a project that somebody else made must not choose where on this host that happens. What is
 * missing is no link.
 */
export async function checkNoLink(folder: string, setting: string): Promise<void> {
  for (const step of stepsTo(folder)) {
    if (!statusOf(step)?.isSymbolicLink()) continue;
    throw new CoderError(
      `${folder} can't be used, because ${step} is a link. Set ${setting} to the real place, or remove the link.`,
      { code: 'config-invalid' },
    );
  }
}

/** Asked at once: it stands before every record, and is known to the kernel. */
function statusOf(step: string): Stats | undefined {
  try {
    return lstatSync(step, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** The folder itself and, where it is named from the current one or lies below it, all that lie between. */
function stepsTo(folder: string): string[] {
  if (path.isAbsolute(folder) && !isBelow(folder, currentFolder())) return [folder];
  const whole = path.resolve(folder);
  let base = process.cwd();
  while (!isBelow(whole, base)) base = path.dirname(base);
  const names = path.relative(base, whole).split(path.sep);
  return names.map((_, index) => path.join(base, ...names.slice(0, index + 1)));
}

function isBelow(folder: string, base: string): boolean {
  return folder.startsWith(base.endsWith(path.sep) ? base : `${base}${path.sep}`);
}

/** A service is started in /, which is nobody's project; a folder that was removed is none either. */
function currentFolder(): string {
  try {
    const folder = process.cwd();
    return folder === path.parse(folder).root ? '\0' : folder;
  } catch {
    return '\0';
  }
}
