import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;

export type FileText = { status: 'read'; text: string } | { status: 'missing' } | { status: 'unfit' };

/** The text of a small file, read at once; `unfit` is what nobody of us wrote there: a link, a folder, a pipe (which nothing waits for) or too many bytes. */
export async function readRegularFile(file: string, maxBytes: number): Promise<FileText> {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const found = fstatSync(descriptor);
    if (!found.isFile() || found.size > maxBytes) return { status: 'unfit' };
    return { status: 'read', text: readFileSync(descriptor, 'utf8') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { status: 'missing' };
    if (code === 'ELOOP') return { status: 'unfit' };
    throw error;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}
