import path from 'node:path';
import type { FileDescription } from '../../../contracts/file-description.ts';

/** The files a program finds in its working folder. */
export interface InputFiles {
  describe(name: string): FileDescription | undefined;
  /** Whether the program may open this name; true as well where the list of names is incomplete. */
  mayExist(name: string): boolean;
  names: readonly string[];
}

/** A file that the program writes to (`changed`) still exists, but nobody knows what is in it. */
export function inputFiles(
  descriptions: readonly FileDescription[],
  changed: ReadonlySet<string>,
): InputFiles {
  const usable = descriptions.filter(({ type }) => type !== 'unusable');
  const byName = new Map(usable.map((file) => [normalName(file.name), file] as const));
  const folders: string[] = [];
  const others = new Set<string>();
  for (const file of usable) {
    if ('members' in file) {
      if (file.omittedMembers > 0) folders.push(`${normalName(file.folder)}/`);
      for (const member of file.members) others.add(normalName(member.path));
    }
    if (file.type === 'eml') {
      for (const { path: place } of file.attachments) if (place !== null) others.add(normalName(place));
      if (file.omittedAttachments > 0) folders.push('');
    }
  }
  const names = [...new Set([...byName.keys(), ...others])];
  return {
    describe: (name) => (changed.has(normalName(name)) ? undefined : byName.get(normalName(name))),
    names,
    mayExist(name) {
      const normal = normalName(name);
      if (byName.has(normal) || others.has(normal)) return true;
      const isFolder = names.some((known) => known.startsWith(`${normal}/`));
      return normal === '.' || isFolder || folders.some((folder) => `${normal}/`.startsWith(folder));
    },
  };
}

export function normalName(name: string): string {
  return path.posix.normalize(name).replace(/\/$/, '');
}
