import { readdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** Where this user's pools are. */
export function poolParent(): string {
  return path.join(os.tmpdir(), `python-coder-${process.getuid?.()}`);
}

/** Pool folders of this process: they are gone when its runners are. */
export async function ownPoolFolders(): Promise<string[]> {
  const names = await readdir(poolParent()).catch(() => []);
  return names.filter((name) => name.startsWith(`pool-${process.pid}-`));
}
