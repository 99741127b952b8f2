/** Told to clients; where the folders are is in the log. */
export const fullDiskWord =
  'The disk of the service is full, so this could not be kept. Remove files, projects or tasks, or ask its operator to free some space.';

/** Whether a disk without room is behind an error. */
export function isFullDisk(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (['ENOSPC', 'EDQUOT'].includes((cause as NodeJS.ErrnoException).code ?? '')) return true;
  return false;
}
