import { open } from 'node:fs/promises';

const headBytes = 16 * 1024;
const tailBytes = 64 * 1024 + 1_024;

/** A file of which only small pieces are ever read. */
export interface ByteSource {
  size: number;
  head: Buffer;
  tail: Buffer;
  /** The bytes from a place on, fewer where the file ends before; none for a place that no file has. */
  read: (position: number, length: number) => Promise<Buffer>;
}

/** Opens the file for as long as it is looked at. */
export async function withBytes<Value>(
  path: string,
  look: (source: ByteSource) => Promise<Value>,
): Promise<Value> {
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  const read = async (position: number, length: number): Promise<Buffer> => {
    if (!Number.isSafeInteger(position) || position < 0 || position >= size) return Buffer.alloc(0);
    const buffer = Buffer.alloc(Math.min(length, size - position));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
    return buffer.subarray(0, bytesRead);
  };
  const head = await read(0, headBytes);
  const tail = size <= headBytes ? head : await read(Math.max(0, size - tailBytes), tailBytes);
  return await look({ size, head, tail, read });
}
