import type { ApprovalRequest } from '../contracts/approval.ts';
import type { DecisionRequest, TaskRequest } from '../contracts/service/task-request.ts';
import { type ServedEvent, type TaskView, taskViewSchema } from '../contracts/service/task-view.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { orCancelled } from '../filesystem/or-cancelled.ts';
import { followTask } from './follow-task.ts';
import { pause } from './pause.ts';
import { randomHex } from './random-hex.ts';
import { route } from './route.ts';
import { ServiceError } from './service-error.ts';
import { taskFault } from './task-fault.ts';
import type { CallOptions, Transport } from './transport.ts';

export interface RunOptions extends CallOptions {
  /** Told what is going on, in order; one that throws cancels the task. */
  onEvent?: ((event: ServedEvent) => void) | undefined;
  /** Told of the task as soon as it has an id. */
  onStarted?: ((task: TaskView) => void) | undefined;
  /** Decides about a program that waits. Without it, a task that waits is given back as it is. */
  approve?:
    | ((request: ApprovalRequest, options: CallOptions) => Promise<DecisionRequest> | DecisionRequest)
    | undefined;
}

/** How long a service is waited for that was told to stop. */
const farewellMs = 5_000;
/** Between the event that tells of a request and the moment it can be decided, a service writes it to its disk. */
const settlingMs = 50;

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
    const view = await toItsEnd(transport, id, { signal, ...observer });
    if (view.result === null) throw taskFault(view);
    return view;
  } catch (error) {
    await cancelTask(transport, id, AbortSignal.timeout(farewellMs)).catch(() => undefined);
    throw error;
  }
}

async function toItsEnd(
  transport: Transport,
  id: string,
  { signal, onEvent, approve }: RunOptions,
): Promise<TaskView> {
  let seen = 0;
  for (;;) {
    const events = followTask(transport, id, { signal, after: seen });
    let view: TaskView | null = null;
    while (view === null) {
      const { done, value } = await events.next();
      if (done) view = value;
      else {
        seen = value.id;
        onEvent?.(value.event);
        if (asksForApproval(value.event)) view = await settled(transport, id, signal);
      }
    }
    await events.return(view);
    const asked = view.state === 'waiting' ? view.result?.approvalRequest : undefined;
    if (asked === undefined || approve === undefined) return view;
    const decision = await orCancelled(Promise.resolve(approve(asked, { signal })), signal);
    await decideTask(transport, id, { ...decision, signal }).catch(unlessDecided);
  }
}

/** Somebody else was faster; the events tell how it went on. */
function unlessDecided(error: unknown): void {
  if (!(error instanceof ServiceError && error.problem.code === 'conflict')) throw error;
}

function asksForApproval(event: ServedEvent): boolean {
  return event.type === 'finished' && event.result.status === 'approval-required';
}

/** The task once nothing is at work for it. */
async function settled(transport: Transport, id: string, signal: AbortSignal | undefined): Promise<TaskView> {
  for (;;) {
    const view = await getTask(transport, id, signal);
    if (view.state === 'waiting' || view.state === 'ended') return view;
    await pause(settlingMs, signal);
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
