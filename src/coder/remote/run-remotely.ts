import type { Approver } from '../../contracts/approval.ts';
import type { CodeTaskResult } from '../../contracts/code-task.ts';
import type { CodeTaskOptions } from '../../contracts/code-task-options.ts';
import type { DecisionRequest } from '../../contracts/service/task-request.ts';
import type { ServedEvent, TaskView } from '../../contracts/service/task-view.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { checkOutputTarget, outputTarget } from '../../workspace/output-target.ts';
import { approvalPolicy } from '../approval/approval-policy.ts';
import { askApprover } from '../approval/ask-approver.ts';
import { checkQuery } from '../check-query.ts';
import { errorStatuses } from '../task/error-statuses.ts';
import { openTask, type Task } from '../task/task.ts';
import { taskResult } from '../task/task-result.ts';
import { localResult } from './local-result.ts';
import { refuseLocal } from './refuse-local.ts';
import { remoteRequest } from './remote-request.ts';
import type { RemoteServices } from './remote-services.ts';
import { sendFiles } from './send-files.ts';

/** A question, or code that is there already. */
export type Asked = { query: string; code?: string };

/** How long a service is waited for that was told to cancel a task. */
const farewellMs = 5_000;

const unrecorded = 'Nothing of this task reached the service, so no audit record has it.';

/** Has a service do a task, and gives the result as if it had been done here: files come from here, and what the program wrote is kept here. */
export async function runRemotely(
  services: RemoteServices,
  asked: Asked,
  options: CodeTaskOptions,
): Promise<CodeTaskResult> {
  const { functions } = options;
  refuseLocal(services.client.url, { functions });
  const task = openTask(services.config, asked.query, options);
  const { ask } = approvalPolicy(services.config.approval.policy, options.approval);
  const { files = [], skipBadFiles } = options;
  const { signal } = task.events;
  return await settled(services, task, async (onStarted) => {
    checkQuery(asked.query);
    const sent = await sendFiles(services, files, { skipBadFiles, signal });
    for (const file of sent.unusable) task.events.emit({ type: 'file-described', file });
    const request = { ...asked, ...remoteRequest(services, options), files: sent.references };
    const view = await services.client.tasks.run(request, {
      signal,
      onStarted,
      onEvent: (event) => forward(task, event, ask !== null),
      ...(ask && { approve: (wanted) => decide(services, task, { ask, wanted }) }),
    });
    return await localResult(services, task, { view, unusable: sent.unusable });
  });
}

/** Brings a task to its end as `withAuditRecord` does; its record is the service's. */
export async function settled(
  services: RemoteServices,
  task: Task,
  work: (onStarted: (view: TaskView) => void) => Promise<CodeTaskResult>,
): Promise<CodeTaskResult> {
  let started: TaskView | null = null;
  const result = await (async () => {
    await checkTarget(services, task);
    return await work((view) => {
      started = view;
    });
  })().catch((error) => endOf(services, task, { error, started }));
  task.events.emit({ type: 'finished', result });
  task.events.throwObserverFault();
  return result;
}

async function checkTarget({ config }: RemoteServices, { request }: Task): Promise<void> {
  await checkOutputTarget(outputTarget(config, request));
}

/** What a fault is for the task. One of the service before there was a task, such as that it can't be reached, is thrown. */
async function endOf(
  services: RemoteServices,
  task: Task,
  { error, started }: { error: unknown; started: TaskView | null },
): Promise<CodeTaskResult> {
  const status = error instanceof CoderError ? errorStatuses[error.code] : undefined;
  if (status === undefined || (status === 'lost' && started === null)) throw error;
  const ended = status === 'cancelled' && started !== null ? await endedView(services, started.id) : null;
  if (ended !== null) return await localResult(services, task, { view: ended, unusable: [] });
  if (started === null) task.events.warn(unrecorded);
  return taskResult(task, status, (error as CoderError).message);
}

/** The task that was told to stop, with what it had come to; null where the service does not say. */
async function endedView({ client }: RemoteServices, id: string): Promise<TaskView | null> {
  const view = await client.tasks.get(id, { signal: AbortSignal.timeout(farewellMs) }).catch(() => null);
  return view?.state === 'ended' && view.result?.artifacts.length === 0 ? view : null;
}

/** Tells what the service tells. What is only true there is told by this side later: the end, and where files are. */
export function forward({ events }: Task, event: ServedEvent, isAskedHere: boolean): void {
  if (event.type === 'finished' || event.type === 'artifact-collected') return;
  if (isAskedHere && event.type === 'approval-decided' && event.decision.outcome === 'unanswered') return;
  events.emit(event);
}

interface Question {
  ask: Approver;
  wanted: Parameters<Approver>[0];
}

async function decide(
  { config }: RemoteServices,
  { events }: Task,
  { ask, wanted }: Question,
): Promise<DecisionRequest> {
  const timeToLiveMs = config.approval.timeToLiveSeconds * 1000;
  const decision = await askApprover(ask, wanted, { signal: events.signal, timeToLiveMs, now: Date.now });
  if (decision === 'expired') return { action: 'reject', reason: 'Nobody decided in time.' };
  const { approver: _approver, ...sent } = decision; // who decided is, to the service, whose token it was
  return sent;
}
