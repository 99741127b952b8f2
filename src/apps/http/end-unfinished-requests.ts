import type { FastifyInstance } from 'fastify';

/** A client may send on for a while what nobody reads any more, and so learns the answer; then its connection ends. */
export function endUnfinishedRequests(app: FastifyInstance, farewellMs: number): void {
  app.addHook('onRequest', async ({ raw }, reply) => {
    const { socket } = raw;
    reply.raw.once('finish', () => {
      if (raw.complete) return;
      raw.unpipe();
      raw.resume();
      setTimeout(() => {
        if (!raw.complete) socket.destroy();
      }, farewellMs).unref();
    });
  });
}
