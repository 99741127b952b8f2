import { stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Why somebody else than this user or root could change this folder or put another in its place; null when nobody can.
 * `folder` is a real path, without links. Groups are trusted, as many systems give every user a group of his own.
 */
export async function whyNotTrusted(folder: string): Promise<string | null> {
  // The owner of / is root, by whatever number a user namespace shows it.
  const trusted = [0, process.getuid?.(), (await stat('/')).uid];
  for (let place = folder; ; place = path.dirname(place)) {
    const { uid, mode } = await stat(place);
    // In a sticky folder, as /tmp is one, only the owner of an entry may replace it.
    const isSafe = (mode & 0o002) === 0 || (place !== folder && (mode & 0o1000) !== 0);
    if (!trusted.includes(uid)) return `${place} belongs to user ${uid}`;
    if (!isSafe) return `others may change ${place}`;
    if (place === path.dirname(place)) return null;
  }
}
