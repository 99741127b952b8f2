import type { ApprovalRequest } from '../contracts/approval.ts';
import type { DecisionRequest } from '../contracts/service/task-request.ts';
import type { ServedEvent, ServedResult, TaskView } from '../contracts/service/task-view.ts';
import { orCancelled } from '../filesystem/or-cancelled.ts';
import { followTask } from './follow-task.ts';
import { pause } from './pause.ts';
import { ServiceError } from './service-error.ts';
import { taskFault } from './task-fault.ts';
import { decideTask, getTask } from './task-requests.ts';
import type { CallOptions, Transport } from './transport.ts';

export interface AttendOptions extends CallOptions {
  /** Told what is going on, in order. */
  onEvent?: ((event: ServedEvent) => void) | undefined;
  /** Decides about a program that waits. Where it answers null, and without it, a task that waits is given back as it is. */
  approve?: Decide | undefined;
}

type Decide = (
  request: ApprovalRequest,
  options: CallOptions,
) => Promise<DecisionRequest | null> | DecisionRequest | null;

/** Between the event that tells of a request and the moment it can be decided, a service writes it to its disk. */
const settlingMs = 50;
const longestMs = 1_000;

/** Follows a task from its beginning to its end, or to where somebody has to decide. */
export async function attendTask(
  transport: Transport,
  id: string,
  { signal, onEvent, approve }: AttendOptions,
): Promise<TaskView> {
  for (let after = 0; ; ) {
    const { view, seen: last } = await toRest(transport, id, { signal, onEvent, after });
    if (view.result === null) throw taskFault(view);
    const asked = view.state === 'waiting' ? view.result.approvalRequest : undefined;
    if (asked === undefined || approve === undefined) return view;
    const decision = await orCancelled(Promise.resolve(approve(asked, { signal })), signal);
    if (decision === null) return view;
    const seen = decision.action === 'reject' ? {} : { codeSha256: asked.codeSha256 };
    await decideTask(transport, id, { ...seen, ...decision, signal }).catch(unlessDecided);
    after = last;
  }
}

/** The task when it has ended or waits for somebody, and how many events that took. */
async function toRest(
  transport: Transport,
  id: string,
  { signal, onEvent, after }: Omit<AttendOptions, 'approve'> & { after: number },
): Promise<{ view: TaskView; seen: number }> {
  let seen = after;
  const events = followTask(transport, id, { signal, after });
  try {
    for (;;) {
      const { done, value } = await events.next();
      if (done) return { view: value, seen };
      seen = value.id;
      onEvent?.(value.event);
      const asked = requestIn(value.event);
      if (asked === null) continue;
      const view = await settled(transport, id, signal);
      if (view.state === 'waiting' && view.result?.approvalRequest?.mac === asked.mac) return { view, seen };
    }
  } finally {
    events.return(undefined as never).catch(() => undefined);
  }
}

/** What a task asks for that nobody was there to answer. */
function requestIn(event: ServedEvent): ApprovalRequest | null {
  const result: ServedResult | null = event.type === 'finished' ? event.result : null;
  return result?.approvalRequest ?? null;
}

/** The task once nothing is at work for it. */
async function settled(transport: Transport, id: string, signal: AbortSignal | undefined): Promise<TaskView> {
  for (let waitMs = settlingMs; ; waitMs = Math.min(waitMs * 2, longestMs)) {
    const view = await getTask(transport, id, signal);
    if (view.state === 'waiting' || view.state === 'ended') return view;
    await pause(waitMs, signal);
  }
}

/** Somebody else was faster, or had another program asked about; the events tell how it went on. */
function unlessDecided(error: unknown): void {
  if (!(error instanceof ServiceError && error.problem.code === 'conflict')) throw error;
}
