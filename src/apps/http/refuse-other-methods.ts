import type { FastifyInstance } from 'fastify';
import { ServiceFault } from './service-fault.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'QUERY'];

/** Answers the methods that a path of the API has no route for, once all routes are there: with 405 and those that it has, before a body is read. */
export function refuseOtherMethods(app: FastifyInstance): () => void {
  const known = new Map<string, { allowed: Set<string>; isOpen: boolean }>();
  app.addHook('onRoute', ({ url, method, config, schema }) => {
    if (schema?.hide === true) return;
    const { allowed, isOpen } = known.get(url) ?? { allowed: new Set(), isOpen: config?.isOpen ?? false };
    for (const one of [method].flat()) allowed.add(one);
    known.set(url, { allowed, isOpen });
  });
  return () => {
    for (const [url, { allowed, isOpen }] of [...known]) {
      const allow = [...allowed].sort().join(', ');
      app.route({
        url,
        method: methods.filter((method) => !allowed.has(method)),
        schema: { hide: true },
        config: { isOpen },
        onRequest: async ({ method }, reply) => {
          reply.header('allow', allow);
          throw new ServiceFault('not-allowed', `${method} does nothing here; what does: ${allow}.`);
        },
        handler: () => undefined,
      });
    }
  };
}
