import { stat } from 'node:fs/promises';

/** Differs when any of these files or folders may have changed. */
export async function lookAt(paths: readonly string[]): Promise<string> {
  const seen = await Promise.all(
    paths.map(async (file) => {
      const found = await stat(file, { bigint: true }).catch(() => null);
      return found === null ? 'missing' : `${found.ino} ${found.size} ${found.mtimeNs}`;
    }),
  );
  return seen.join('\n');
}
