import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { CoderError } from './coder-error.ts';

/** The machine or this process has no more descriptors, processes or memory right now; the same may work later. */
const exhausted = ['EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM'];
/** Node reads the modules of one package at the same time, and takes a folder it can't open for one that is not there. */
const descriptorsToLoad = 128;

/** True for a fault that may pass by itself. */
export function isExhaustion(error: unknown): boolean {
  return exhausted.includes((error as NodeJS.ErrnoException).code ?? '');
}

/** The error for a resource of the host that has run out. */
export function outOf(cause: { code?: string | undefined }): CoderError {
  return new CoderError(
    `The system or this process has run out of a resource (${cause.code}). Close files or processes, or raise the limits (ulimit -n, ulimit -u), and try again.`,
    { code: 'busy', cause },
  );
}

/** Throws `busy` where a resource that ran out is the cause; whoever calls it has another error for all other causes. */
export function throwIfExhausted(cause: unknown): void {
  if (isExhaustion(cause)) throw outOf(cause as NodeJS.ErrnoException);
}

/** The error to tell instead where a resource that ran out is behind this one, else null. */
export function shortageIn(error: unknown): CoderError | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (isExhaustion(cause)) return outOf(cause as NodeJS.ErrnoException);
    if (
      (cause as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND' &&
      lacksDescriptors(descriptorsToLoad)
    )
      return outOf({ code: 'EMFILE' });
  }
  return null;
}

/** Whether this process can't open so many more files. */
export function lacksDescriptors(count: number): boolean {
  const opened: number[] = [];
  try {
    while (opened.length < count) opened.push(openSync(devNull, 'r'));
    return false;
  } catch (error) {
    return isExhaustion(error);
  } finally {
    for (const descriptor of opened) closeSync(descriptor);
  }
}
