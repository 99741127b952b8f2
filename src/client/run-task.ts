import type { TaskRequest } from '../contracts/service/task-request.ts';
import { type TaskView, taskViewSchema } from '../contracts/service/task-view.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { type AttendOptions, attendTask } from './attend-task.ts';
import { randomHex } from './random-hex.ts';
import { cancelTask } from './task-requests.ts';
import type { Transport } from './transport.ts';

export interface RunOptions extends AttendOptions {
  /** Told of the task as soon as it has an id. */
  onStarted?: ((task: TaskView) => void) | undefined;
}

/** How long a service is waited for that was told to stop. */
const farewellMs = 5_000;

/** Starts a task that goes on whether or not this client listens. Its key makes one task of a request that is sent twice. */
export async function startTask(
  transport: Transport,
  request: TaskRequest,
  signal: AbortSignal | undefined,
): Promise<TaskView> {
  const started = await transport.ask(
    {
      method: 'POST',
      path: '/api/tasks',
      headers: { 'idempotency-key': randomHex() },
      json: { ...request, ...referencesOf(request), background: true },
      signal,
      repeatable: true,
    },
    taskViewSchema,
  );
  return started as TaskView;
}

/** What the service said of a file is more than it takes back. */
function referencesOf({ files }: TaskRequest): Pick<TaskRequest, 'files'> {
  if (files === undefined) return {};
  return { files: files.map((file) => ('id' in file ? { id: file.id, name: file.name } : file)) };
}

/** Runs a task to its end, or to where somebody has to decide. Whatever keeps this client from it ends the task on the service as well. */
export async function runTask(
  transport: Transport,
  request: TaskRequest,
  { signal, onStarted, ...observer }: RunOptions,
): Promise<TaskView> {
  throwIfCancelled(signal);
  const started = await startAnyhow(transport, request, signal);
  const { id } = started;
  try {
    onStarted?.(started);
    return await attendTask(transport, id, { signal, ...observer });
  } catch (error) {
    await cancelTask(transport, id, AbortSignal.timeout(farewellMs)).catch(() => undefined);
    throw error;
  }
}

/** A start that is on its way when the signal fires is waited for a little, so that the task can be told to stop. */
async function startAnyhow(
  transport: Transport,
  request: TaskRequest,
  signal: AbortSignal | undefined,
): Promise<TaskView> {
  const patience = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    timer = setTimeout(() => patience.abort(signal?.reason), farewellMs);
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await startTask(transport, request, patience.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}
