import type { FastifyInstance } from 'fastify';

/** A client may send on for a while what nobody reads any more, and so learns the answer; then its connection ends. */
export function endUnfinishedRequests(app: FastifyInstance, farewellMs: number): void {
  app.addHook('onResponse', async ({ raw }) => {
    if (raw.complete || raw.destroyed) return;
    const end = setTimeout(() => raw.socket.destroy(), farewellMs);
    raw.once('close', () => clearTimeout(end));
    raw.once('end', () => clearTimeout(end));
  });
}
