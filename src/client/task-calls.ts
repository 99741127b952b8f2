import type { AuditReplay } from '../contracts/audit.ts';
import type { DecisionRequest, TaskRequest } from '../contracts/service/task-request.ts';
import {
  type ServedEvent,
  type TaskSummary,
  type TaskView,
  taskListSchema,
} from '../contracts/service/task-view.ts';
import { type AttendOptions, attendTask } from './attend-task.ts';
import { auditEntrySchema, auditReplaySchema, type ServedAuditEntry } from './audit-replies.ts';
import { type FollowOptions, followTask } from './follow-task.ts';
import { removeOnce } from './remove-once.ts';
import { query, route } from './route.ts';
import { type RunOptions, runTask, startTask } from './run-task.ts';
import { cancelTask, decideTask, getTask } from './task-requests.ts';
import type { CallOptions, Transport } from './transport.ts';

/** What to ask; a text alone is the question. */
export type Asked = string | Omit<TaskRequest, 'background'>;

export interface ListOptions extends CallOptions {
  /** Words that the question holds. */
  q?: string | undefined;
  limit?: number | undefined;
  /** The `next` of the page before. */
  before?: string | undefined;
}

export interface ArtifactOptions extends CallOptions {
  /** Only these bytes; both ends count from 0 and are included. */
  range?: { start: number; end?: number | undefined } | undefined;
}

/** Questions that are answered with Python, and Python that is run. */
export interface TaskCalls {
  /** Runs a task to its end and gives it with its result; a connection that breaks meanwhile is made again. The signal, or an observer that throws, cancels it on the service. */
  run(
    task: Asked,
    options?: RunOptions & Omit<TaskRequest, 'query' | 'code' | 'background'>,
  ): Promise<TaskView>;
  /** Starts a task that goes on by itself. */
  start(task: Asked, options?: CallOptions): Promise<TaskView>;
  get(id: string, options?: CallOptions): Promise<TaskView>;
  list(options?: ListOptions): Promise<{ tasks: TaskSummary[]; next: string | null }>;
  /** Follows a task that was started before, as `run` does; what ends the following leaves the task alone. */
  follow(id: string, options?: AttendOptions): Promise<TaskView>;
  /** What it tells, from the beginning and until it ends, which is the value of the whole. Nothing is told twice, however often the connection breaks. */
  events(id: string, options?: FollowOptions): AsyncGenerator<ServedEvent, TaskView>;
  /** Ends what is at work; one that has ended stays as it is. */
  cancel(id: string, options?: CallOptions): Promise<TaskView>;
  /** Removes a task with all its files. */
  forget(id: string, options?: CallOptions): Promise<void>;
  /** With the hash of the code that was seen, never another one: it is a `conflict` where another program waits by now. */
  approve(id: string, options?: CallOptions & { codeSha256?: string | undefined }): Promise<void>;
  reject(id: string, options?: CallOptions & { reason?: string | undefined }): Promise<void>;
  /** Has other code verified and asked about. */
  edit(id: string, code: string, options?: CallOptions): Promise<void>;
  /** The answer with a file that the program wrote as its body, to be read as one likes. */
  artifact(id: string, name: string, options?: ArtifactOptions): Promise<Response>;
  /** The audit record of a task with its texts. */
  audit(id: string, options?: CallOptions): Promise<ServedAuditEntry>;
  /** Runs the recorded code once more on the same files and compares. */
  replay(id: string, options?: CallOptions): Promise<AuditReplay>;
}

export function taskCalls(transport: Transport): TaskCalls {
  const decide = (id: string, decision: DecisionRequest, { signal }: CallOptions = {}): Promise<void> =>
    decideTask(transport, id, { ...decision, signal });
  return {
    run: (task, { signal, onEvent, onStarted, approve, ...choices } = {}) =>
      runTask(transport, { ...requestOf(task), ...choices }, { signal, onEvent, onStarted, approve }),
    start: (task, { signal } = {}) => startTask(transport, requestOf(task), signal),
    get: (id, { signal } = {}) => getTask(transport, id, signal),
    list: ({ signal, ...page } = {}) =>
      transport.ask(
        { method: 'GET', path: `/api/tasks${query(page)}`, signal, repeatable: true },
        taskListSchema,
      ),
    follow: (id, options = {}) => attendTask(transport, id, options),
    events: (id, options) => eventsOf(transport, id, options),
    cancel: (id, { signal } = {}) => cancelTask(transport, id, signal),
    forget: (id, { signal } = {}) =>
      removeOnce(transport, `${route`/api/tasks/${id}`}${query({ forget: 'true' })}`, signal),
    approve: (id, { codeSha256, ...options } = {}) => decide(id, { action: 'approve', codeSha256 }, options),
    reject: (id, { reason, ...options } = {}) => decide(id, { action: 'reject', reason }, options),
    edit: (id, code, options) => decide(id, { action: 'edit', code }, options),
    artifact: (id, name, { range, signal } = {}) =>
      transport.send({
        method: 'GET',
        path: route`/api/tasks/${id}/artifacts/${name}`,
        headers: range && { range: `bytes=${range.start}-${range.end ?? ''}` },
        signal,
        repeatable: true,
      }),
    audit: async (id, { signal } = {}) => {
      const path = route`/api/tasks/${id}/audit`;
      return await transport.ask({ method: 'GET', path, signal, repeatable: true }, auditEntrySchema);
    },
    replay: async (id, { signal } = {}) => {
      const path = route`/api/tasks/${id}/replay`;
      return await transport.ask({ method: 'POST', path, signal, repeatable: false }, auditReplaySchema);
    },
  };
}

function requestOf(task: Asked): TaskRequest {
  return typeof task === 'string' ? { query: task } : task;
}

async function* eventsOf(
  transport: Transport,
  id: string,
  options: FollowOptions | undefined,
): AsyncGenerator<ServedEvent, TaskView> {
  const events = followTask(transport, id, options);
  for (;;) {
    const { done, value } = await events.next();
    if (done) return value;
    yield value.event;
  }
}
