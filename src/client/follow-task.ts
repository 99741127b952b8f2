import { type ServedEvent, type TaskView, taskViewSchema } from '../contracts/service/task-view.ts';
import { CoderError } from '../errors/coder-error.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { parseJson } from '../text/parse-json.ts';
import { servedEventSchema } from './event-schema.ts';
import { eventStream, type StreamMessage } from './event-stream.ts';
import { backoffMs, pause } from './pause.ts';
import { readValue } from './read-reply.ts';
import { route } from './route.ts';
import type { CallOptions, Transport } from './transport.ts';

export interface NumberedEvent {
  /** Counted from 1. */
  id: number;
  event: ServedEvent;
}

export interface FollowOptions extends CallOptions {
  /** How many events were seen already; those are left out. */
  after?: number | undefined;
}

/** Services say something at least every few seconds, be it a comment. */
const idleMs = 60_000;
/** A service that wants to be asked again at once is not asked faster than this. */
const leastMs = 100;
const knownTypes = new Set<unknown>(servedEventSchema.options.map((option) => option.shape.type.value));

/** The events of a task and, as the value of the whole, its end. A connection that breaks is made again where it broke off; nothing is told twice. */
export async function* followTask(
  transport: Transport,
  id: string,
  { signal, after = 0 }: FollowOptions = {},
): AsyncGenerator<NumberedEvent, TaskView> {
  let [last, failures] = [after, 0];
  let baseMs: number | undefined;
  const onRetry = (ms: number): void => {
    baseMs = Math.max(leastMs, ms);
  };
  for (;;) {
    try {
      const body = await open(transport, id, { signal, last });
      for await (const message of eventStream(body, { onRetry, idleMs })) {
        if (message.event === 'task') return readValue(message.data, taskViewSchema) as TaskView;
        if (Number(message.id) <= last) continue;
        last = Number(message.id);
        failures = 0;
        const event = eventIn(message);
        if (event !== null) yield { id: last, event };
      }
    } catch (error) {
      throwIfCancelled(signal);
      if (!isPassing(error)) throw error;
    }
    failures += 1;
    if (failures > transport.retries * 2) throw broken(transport, id);
    await pause(backoffMs(failures, baseMs), signal);
  }
}

async function open(
  transport: Transport,
  id: string,
  { signal, last }: { signal: AbortSignal | undefined; last: number },
): Promise<ReadableStream<Uint8Array>> {
  const { body } = await transport.send({
    method: 'GET',
    path: route`/api/tasks/${id}/events`,
    headers: { accept: 'text/event-stream', ...(last > 0 ? { 'last-event-id': String(last) } : {}) },
    signal,
    repeatable: true,
  });
  return body ?? new ReadableStream({ start: (controller) => controller.close() });
}

/** True for what a service that is started again, or a network that comes back, puts right. */
function isPassing(error: unknown): boolean {
  if (error instanceof CoderError) return error.code === 'lost' || error.code === 'busy';
  return !(error instanceof RangeError);
}

/** Null for a kind of event that only newer services have. */
function eventIn({ data }: StreamMessage): ServedEvent | null {
  const type = (parseJson(data) as { type?: unknown } | null)?.type;
  return knownTypes.has(type) ? (readValue(data, servedEventSchema) as ServedEvent) : null;
}

function broken(transport: Transport, id: string): CoderError {
  return new CoderError(
    `The connection to ${transport.url} broke again and again; the task ${id} goes on there, and can be asked for by its id.`,
    { code: 'lost' },
  );
}
