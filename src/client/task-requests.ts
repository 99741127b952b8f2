import type { DecisionRequest } from '../contracts/service/task-request.ts';
import { type TaskView, taskViewSchema } from '../contracts/service/task-view.ts';
import { route } from './route.ts';
import type { CallOptions, Transport } from './transport.ts';

export async function getTask(
  transport: Transport,
  id: string,
  signal: AbortSignal | undefined,
): Promise<TaskView> {
  const path = route`/api/tasks/${id}`;
  return (await transport.ask({ method: 'GET', path, signal, repeatable: true }, taskViewSchema)) as TaskView;
}

export async function cancelTask(
  transport: Transport,
  id: string,
  signal: AbortSignal | undefined,
): Promise<TaskView> {
  const path = route`/api/tasks/${id}`;
  return (await transport.ask(
    { method: 'DELETE', path, signal, repeatable: true },
    taskViewSchema,
  )) as TaskView;
}

/** Tells the service what was decided; what comes of it is in the events. */
export async function decideTask(
  transport: Transport,
  id: string,
  { signal, ...decision }: DecisionRequest & CallOptions,
): Promise<void> {
  const { body } = await transport.send({
    method: 'POST',
    path: route`/api/tasks/${id}/approval`,
    headers: { accept: 'text/event-stream' }, // answers at once instead of when the program has ended
    json: decision,
    signal,
    repeatable: false,
  });
  await body?.cancel();
}
