import { mkdirSync, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { checkNoLink } from '../filesystem/check-no-link.ts';

const dayFile = /^(\d{4}-\d{2}-\d{2})\.jsonl$/;

/** Where everything of one log is. */
export const auditPaths = {
  day: (folder: string, day: string) => path.join(folder, `${day}.jsonl`),
  head: (folder: string) => path.join(folder, 'head.json'),
  lock: (folder: string) => path.join(folder, 'lock'),
  approvals: (folder: string) => path.join(folder, 'approvals'),
  blobs: (folder: string) => path.join(folder, 'blobs'),
  blob: (folder: string, sha256: string) => path.join(folder, 'blobs', sha256.slice(0, 2), sha256),
};

/** The days that have records, the oldest first; none where there is no log yet. */
export function recordedDays(folder: string): string[] {
  return namesIn(folder)
    .map((name) => dayFile.exec(name)?.[1])
    .filter((day) => day !== undefined)
    .sort();
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Only this user may look into a log. Throws `config-invalid` for a link: a project that somebody else made must not choose where we write. */
export async function makePrivateFolder(folder: string): Promise<void> {
  await checkNoLink(folder, 'auditDir');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** Makes the names of new files in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, 'r');
  await handle.sync();
}
