import { randomUUID } from 'node:crypto';
import { closeSync, fsync, openSync, rmSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { promisify } from 'node:util';

const onDisk = promisify(fsync);

/** A whole new file, on the disk, that waits to take the place of another; disposal removes one that did not. */
export interface ReadyFile extends AsyncDisposable {
  putInPlace(): Promise<void>;
}

/** Puts a whole new file in the place of `file`: after a crash it is the old one or the new one, never a part. */
export async function writeDurably(file: string, content: string): Promise<void> {
  await using ready = await readyFile(file, content);
  await ready.putInPlace();
}

/** The first half of that, for whoever has to wait for something else before the second. */
export async function readyFile(file: string, content: string): Promise<ReadyFile> {
  const half = `${file}.${randomUUID()}.new`;
  let isWaiting = true;
  try {
    await writeNew(half, content);
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
  return {
    async putInPlace() {
      await rename(half, file); // which may have to wait for what other processes have the disk do
      isWaiting = false;
    },
    async [Symbol.asyncDispose]() {
      if (isWaiting) rmSync(half, { force: true });
    },
  };
}

/** Everything at once but the wait for the disk: each step costs less than a hand-over to another thread. */
async function writeNew(file: string, content: string): Promise<void> {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    writeFileSync(descriptor, content);
    await onDisk(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Puts files in place in the order given; none where one of them failed. */
export async function placeAll(files: Promise<ReadyFile>[]): Promise<void> {
  const made = await Promise.allSettled(files);
  const ready = made.filter((each) => each.status === 'fulfilled').map(({ value }) => value);
  try {
    for (const each of made) if (each.status === 'rejected') throw each.reason;
    for (const file of ready) await file.putInPlace();
  } finally {
    for (const file of ready) await file[Symbol.asyncDispose]();
  }
}
