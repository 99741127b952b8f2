import type { FastifyReply } from 'fastify';

/** Fires when the client of a request left before it was answered, or when the service stops. */
export function untilLeft({ raw }: FastifyReply, closing: AbortSignal): AbortSignal {
  const left = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) left.abort(new Error('The client left.'));
  });
  return AbortSignal.any([left.signal, closing]);
}
