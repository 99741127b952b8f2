import { statfs } from 'node:fs/promises';
import type { LockedProcess } from './locked-process.ts';

/** What the size-capped mount of a tier A run is out of; null when there is room, or no such mount. */
export async function fullFolder({
  isolation,
  workFolder,
}: LockedProcess): Promise<'disk' | 'entries' | null> {
  if (isolation.tier !== 'A') return null;
  const { bavail, ffree } = await statfs(workFolder).catch(() => ({ bavail: 1, ffree: 1 }));
  if (bavail === 0) return 'disk';
  return ffree === 0 ? 'entries' : null;
}
