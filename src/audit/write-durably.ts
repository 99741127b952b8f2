import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';

/** Puts a whole new file in the place of `file`: after a crash it is the old one or the new one, never a part. */
export async function writeDurably(file: string, content: string): Promise<void> {
  const half = `${file}.${randomUUID()}.new`;
  try {
    await using handle = await open(half, 'wx', 0o600);
    await handle.writeFile(content);
    await handle.sync();
    await rename(half, file);
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
}
