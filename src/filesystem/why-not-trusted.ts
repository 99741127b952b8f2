import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Why somebody else than this user or root could change this folder or put another in its place; null when nobody can. What is
 * missing of it is judged by what would hold it. Root's group is trusted like root: images made for any user belong to one who
 * never runs, and to that group.
 */
export async function whyNotTrusted(folder: string): Promise<string | null> {
  const { real, isThere } = await nearestReal(path.resolve(folder));
  // The owner of / is root, by whatever number a user namespace shows it.
  const trusted = [0, process.getuid?.(), (await stat('/')).uid];
  for (let place = real; ; place = path.dirname(place)) {
    const { uid, gid, mode } = await stat(place);
    if (!trusted.includes(uid) && !(gid === 0 && isInRootsGroup())) return `${place} belongs to user ${uid}`;
    // In a sticky folder, as /tmp is one, only the owner of an entry may replace it.
    const isOnTheWay = place !== real || !isThere;
    const isSafe = (mode & 0o002) === 0 || (isOnTheWay && (mode & 0o1000) !== 0);
    if (!isSafe) return `others may change ${place}`;
    if (place === path.dirname(place)) return null;
  }
}

async function nearestReal(folder: string): Promise<{ real: string; isThere: boolean }> {
  try {
    return { real: await realpath(folder), isThere: true };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { ...(await nearestReal(path.dirname(folder))), isThere: false };
  }
}

/** Root itself needs no group to trust anybody. */
function isInRootsGroup(): boolean {
  if (process.getuid?.() === 0) return false;
  return process.getgid?.() === 0 || (process.getgroups?.() ?? []).includes(0);
}
