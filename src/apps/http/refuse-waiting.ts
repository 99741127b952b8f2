import type { TaskStatus } from '../../contracts/code-task.ts';
import { ServiceFault } from './service-fault.ts';

/** Throws `forbidden` where the operator has a program looked at that came where nobody can wait for that. */
export function refuseWaiting(status: TaskStatus): void {
  if (status === 'approval-required')
    throw new ServiceFault(
      'forbidden',
      'The operator has such programs looked at before they run, which nobody can here: send it as `code` to POST /api/tasks, where it waits for a decision.',
    );
}
