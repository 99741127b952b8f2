import { stat } from 'node:fs/promises';

/** How files and folders look, by path; one that may have changed looks otherwise. */
export type Looks = ReadonlyMap<string, string>;

export async function lookAt(paths: readonly string[]): Promise<Looks> {
  const looks = paths.map(async (file) => {
    const found = await stat(file, { bigint: true }).catch(() => null);
    return [file, found === null ? 'missing' : `${found.ino} ${found.size} ${found.mtimeNs}`] as const;
  });
  return new Map(await Promise.all(looks));
}

/** Whether all of `now` look as they did. */
export function looksAs(now: Looks, before: Looks): boolean {
  return [...now].every(([file, look]) => before.get(file) === look);
}
