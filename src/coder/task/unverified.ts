import type { TaskRequest } from './task-request.ts';

/** Why nothing verifies the code of a task before it runs; null where verification does. */
export function unverified({ language, verify }: Pick<TaskRequest, 'language' | 'verify'>): string | null {
  if (language === 'shell')
    return 'A shell program is not verified: the isolation it runs in is its only boundary.';
  return verify
    ? null
    : 'The code was not verified, as its caller chose: the isolation it runs in is its only boundary.';
}
