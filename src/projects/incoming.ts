import { createHash, randomUUID } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import type { OpenFolder } from '../filesystem/open-folder.ts';
import { fateOf, ownIdentity, type ProcessIdentity } from '../filesystem/process-identity.ts';
import { removeEntry } from '../filesystem/remove-tree.ts';

const pattern = /^([0-9a-f]{16})\.(\d+)\.([^.]+)\.[0-9a-f-]{36}$/;
const abandonedAfterMs = 24 * 60 * 60 * 1000;

/** A name for what is not complete yet, which tells whose it is. */
export function incomingName(): string {
  const own = ownIdentity();
  return [placeOf(own), own.pid, own.started ?? '-', randomUUID()].join('.');
}

/** Removes what processes left behind that died in the middle of a write. */
export async function sweepIncoming(folder: OpenFolder): Promise<void> {
  for (const name of await folder.list())
    if (await isAbandoned(folder, name)) await removeEntry(folder, name);
}

/** Whether a process of another host or container lives can't be seen; a day is long for one write. */
async function isAbandoned(folder: OpenFolder, name: string): Promise<boolean> {
  const [, place, pid, started] = pattern.exec(name) ?? [];
  const own = ownIdentity();
  if (place === placeOf(own))
    return (
      fateOf({ ...own, pid: Number(pid), started: started === '-' ? null : (started ?? null) }) === 'dead'
    );
  const status = await lstat(folder.entry(name)).catch(() => null);
  return status !== null && Date.now() - status.mtimeMs > abandonedAfterMs;
}

/** Where process numbers are counted. */
function placeOf({ host, boot, pidSpace }: ProcessIdentity): string {
  return createHash('sha256')
    .update(JSON.stringify([host, boot, pidSpace]))
    .digest('hex')
    .slice(0, 16);
}
