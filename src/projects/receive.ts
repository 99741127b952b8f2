import { type FileHandle, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { incomingName } from './incoming.ts';
import type { ProjectRefusal } from './project-refusal.ts';

export type Content = Uint8Array | AsyncIterable<Uint8Array>;

interface Receiving {
  folder: string;
  maxBytes: number;
  tooLarge(bytes: number): ProjectRefusal;
  tooMuchOnTheWay(): ProjectRefusal;
  /** Bytes of the project that are on their way in this process, all uploads together. */
  onTheWay: { bytes: number; most: number };
  signal: AbortSignal | undefined;
}

/** A complete file that is in no place yet; disposal removes what has not been moved to one. */
export interface Received extends AsyncDisposable {
  path: string;
  bytes: number;
}

/** Writes a content to a file of its own as it comes, and throws as soon as it is too large. */
export async function receive(content: Content, receiving: Receiving): Promise<Received> {
  const file = path.join(receiving.folder, incomingName());
  const dispose = () => rm(file, { force: true });
  const counted = { bytes: 0 };
  try {
    await using handle = await open(file, 'wx', 0o600);
    const parts = content instanceof Uint8Array ? [content] : content;
    await writeParts(parts, handle, { ...receiving, counted });
    await handle.datasync();
    return { path: file, bytes: counted.bytes, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  } finally {
    receiving.onTheWay.bytes -= counted.bytes;
  }
}

async function writeParts(
  parts: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  handle: FileHandle,
  {
    maxBytes,
    tooLarge,
    tooMuchOnTheWay,
    onTheWay,
    counted,
    signal,
  }: Receiving & { counted: { bytes: number } },
): Promise<void> {
  for await (const part of parts) {
    throwIfCancelled(signal);
    counted.bytes += part.length;
    onTheWay.bytes += part.length;
    const isTooLarge = counted.bytes > maxBytes;
    if (isTooLarge || onTheWay.bytes > onTheWay.most) {
      const refusal = isTooLarge ? tooLarge(counted.bytes) : tooMuchOnTheWay();
      onTheWay.bytes -= counted.bytes; // at once, for the others that come meanwhile
      counted.bytes = 0;
      throw refusal;
    }
    await handle.writeFile(part);
  }
}
