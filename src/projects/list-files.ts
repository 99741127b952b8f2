import { lstat } from 'node:fs/promises';
import type { OpenFolder } from '../filesystem/open-folder.ts';
import { relativeNameProblem } from '../filesystem/relative-name.ts';
import type { ProjectFile } from './project-file.ts';

/** The regular files below a folder by name. Links are neither followed nor told of, nor is what no project would have named so. */
export async function listFiles(folder: OpenFolder, below = ''): Promise<ProjectFile[]> {
  const names = await folder.list();
  const found = await Promise.all(
    names.map(async (entry): Promise<ProjectFile[]> => {
      const name = `${below}${entry}`;
      if (relativeNameProblem(name) !== null) return [];
      const status = await lstat(folder.entry(entry)).catch(() => null);
      if (status?.isFile())
        return [{ name, bytes: status.size, modifiedAt: new Date(status.mtimeMs).toISOString() }];
      if (!status?.isDirectory()) return [];
      const opened = await folder.folder(entry).catch(unlessReplaced);
      if (opened === null) return [];
      await using inner = opened;
      return await listFiles(inner, `${name}/`);
    }),
  );
  return found.flat().sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Somebody may remove a folder while it is read, or put a link in its place. */
function unlessReplaced(error: NodeJS.ErrnoException): null {
  if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(error.code ?? '')) return null;
  throw error;
}
