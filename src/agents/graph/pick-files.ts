import type { FileInput } from '../../contracts/file-input.ts';
import { OpenFile } from '../../filesystem/open-file.ts';
import type { FileShelf } from '../../tools/file-shelf.ts';
import type { ArtifactRef } from './coder-reply.ts';

/** What a conversation may name: files of the host, and what its own programs wrote. */
export interface Reach {
  shelf: FileShelf;
  /** Names of the host's files this conversation is about; null for all of them. */
  allowed: readonly string[] | null;
  artifacts: readonly ArtifactRef[];
}

/** The names a conversation may use, without those a newer file has taken. */
export function reachableNames({ shelf, allowed, artifacts }: Reach): string[] {
  const given = allowed ?? shelf.names;
  return [...new Set([...given, ...artifacts.map(({ name }) => name)])];
}

/** The files of a call, or one sentence on the first that can't be had. An artifact counts only as long as it is what the program wrote. */
export async function pickFiles(
  names: readonly string[],
  reach: Reach,
): Promise<{ files: FileInput[] } | { problem: string }> {
  const files: FileInput[] = [];
  for (const name of new Set(names)) {
    const picked = await pickFile(name, reach);
    if ('problem' in picked) return picked;
    files.push(...picked.files);
  }
  return { files };
}

const maxUsable = 50;

/** Every file that can be had, the newest where there are too many; what was changed or removed since is left out. */
export async function usableFiles(reach: Reach): Promise<{ names: string[]; files: FileInput[] }> {
  const names = reachableNames(reach).slice(-maxUsable);
  const picked = await Promise.all(names.map((name) => pickFile(name, reach)));
  return {
    names: names.filter((_, at) => 'files' in (picked[at] ?? {})),
    files: picked.flatMap((found) => ('files' in found ? found.files : [])),
  };
}

async function pickFile(
  name: string,
  { shelf, allowed, artifacts }: Reach,
): Promise<{ files: FileInput[] } | { problem: string }> {
  const artifact = artifacts.findLast((written) => written.name === name);
  if (artifact === undefined) {
    if (allowed === null || allowed.includes(name)) return shelf.find([name]);
    const known = reachableNames({ shelf, allowed, artifacts });
    const listed = known.slice(-50).map((each) => JSON.stringify(each));
    return {
      problem: `There is no file ${JSON.stringify(name.slice(0, 300))}. Files you may name: ${listed.join(', ')}.`,
    };
  }
  const { path, sha256 } = artifact;
  if ((await hashOf(path)) === sha256) return { files: [{ path, name, sha256 }] };
  return {
    problem: `The file ${JSON.stringify(name)} that an earlier step wrote is gone or was changed since: make it again.`,
  };
}

/** Null for a file that can't be read. */
async function hashOf(path: string): Promise<string | null> {
  try {
    using file = await OpenFile.open(path, { links: 'refused' });
    return await file.sha256();
  } catch {
    return null;
  }
}
