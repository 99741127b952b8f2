import { realpath, stat } from 'node:fs/promises';
import { z } from 'zod';

export const fingerprintSchema = z.strictObject({
  path: z.string(),
  realPath: z.string(),
  bytes: z.number(),
  modifiedMs: z.number(),
});

/** Enough about a file or folder to notice later that it was replaced, upgraded or removed. */
export type Fingerprint = z.infer<typeof fingerprintSchema>;

/** Rejects when the path does not exist. */
export async function fingerprint(path: string): Promise<Fingerprint> {
  const [realPath, { size, mtimeMs }] = await Promise.all([realpath(path), stat(path)]);
  return { path, realPath, bytes: size, modifiedMs: mtimeMs };
}

export async function isUnchanged(known: Fingerprint): Promise<boolean> {
  const now = await fingerprint(known.path).catch(() => null);
  return (
    now !== null &&
    now.realPath === known.realPath &&
    now.bytes === known.bytes &&
    now.modifiedMs === known.modifiedMs
  );
}
