import type { TaskStatus } from '../../contracts/code-task.ts';
import type { ErrorCode } from '../../errors/coder-error.ts';

/** Faults that are an answer to one task alone; every other error says that this host or its set-up is broken. */
export const errorStatuses: Partial<Record<ErrorCode, TaskStatus>> = {
  'input-invalid': 'input-invalid',
  'model-failed': 'model-failed',
  lost: 'lost',
  cancelled: 'cancelled',
};
