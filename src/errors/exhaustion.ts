import { CoderError } from './coder-error.ts';

/** The machine or this process has no more descriptors, processes or memory right now; the same may work later. */
const exhausted = ['EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM'];

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
