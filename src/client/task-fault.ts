import type { TaskView } from '../contracts/service/task-view.ts';
import { CoderError } from '../errors/coder-error.ts';
import { ServiceError } from './service-error.ts';

/** The error of a task that ended without a result: the request or the service was at fault. */
export function taskFault({ id, problem }: TaskView): CoderError {
  if (problem === null)
    return new CoderError(`The task ${id} ended without a result and without a reason.`, {
      code: 'internal',
    });
  return new ServiceError({
    type: 'about:blank',
    title: 'Task',
    status: 500,
    requestId: '',
    taskId: id,
    ...problem,
  });
}
