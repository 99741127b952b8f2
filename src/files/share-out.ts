/** Divides files into shares of about equal bytes: `most` at most, and no more than the bytes are worth. */
export function shareOut<File extends { snapshot: { bytes: number } }>(
  files: readonly File[],
  { most, worth }: { most: number; worth: number },
): File[][] {
  const total = files.reduce((sum, { snapshot }) => sum + snapshot.bytes, 0);
  const count = Math.min(most, files.length, 1 + Math.floor(total / worth));
  const shares = Array.from({ length: count }, () => ({ bytes: 0, files: [] as File[] }));
  for (const file of [...files].sort((a, b) => b.snapshot.bytes - a.snapshot.bytes)) {
    const lightest = shares.reduce((one, other) => (other.bytes < one.bytes ? other : one));
    lightest.files.push(file);
    lightest.bytes += file.snapshot.bytes;
  }
  return shares.map((share) => share.files);
}
