import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

export type FileText = { status: 'read'; text: string } | { status: 'missing' } | { status: 'unfit' };

/** The text of a file; `unfit` is what nobody of us wrote there: a link, a folder, a pipe (which nothing waits for) or too many bytes. */
export async function readRegularFile(file: string, maxBytes: number): Promise<FileText> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  try {
    await using handle = await open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const found = await handle.stat();
    if (!found.isFile() || found.size > maxBytes) return { status: 'unfit' };
    return { status: 'read', text: await handle.readFile('utf8') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { status: 'missing' };
    if (code === 'ELOOP') return { status: 'unfit' };
    throw error;
  }
}
