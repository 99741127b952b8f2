import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { HostedTask } from './hosted-task.ts';

interface Streamed {
  task: HostedTask;
  closing: AbortSignal;
}

/** As a Last-Event-ID header has it; routes check it. */
export const eventId = z.string().regex(/^\d{1,9}$/);

const keepAliveMs = 15_000;

/** Sends the events of a task as server-sent events (WHATWG HTML 9.2), those after Last-Event-ID, and the task itself as the last one. */
export async function streamEvents(
  request: FastifyRequest,
  reply: FastifyReply,
  { task, closing }: Streamed,
): Promise<FastifyReply> {
  const last = Number(request.headers['last-event-id'] ?? 0);
  const left = new AbortController();
  reply.raw.once('close', () => left.abort());
  const signal = AbortSignal.any([left.signal, closing]);
  const body = Readable.from(messages(task, last, signal), { objectMode: false, highWaterMark: 64 * 1024 });
  const beat = setInterval(() => {
    const { headersSent, writableEnded, writableLength } = reply.raw;
    if (headersSent && !writableEnded && writableLength === 0) reply.raw.write(': still at work\n\n');
  }, keepAliveMs);
  reply.raw.once('close', () => clearInterval(beat));
  return reply
    .code(200)
    .header('content-type', 'text/event-stream; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no')
    .send(body);
}

async function* messages(task: HostedTask, last: number, signal: AbortSignal): AsyncGenerator<string> {
  yield ': events of a task\n\n';
  for await (const { id, event } of task.events(last, signal))
    yield `id: ${id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
  if (task.facts.state === 'ended') yield `event: task\ndata: ${JSON.stringify(await task.view())}\n\n`;
}
