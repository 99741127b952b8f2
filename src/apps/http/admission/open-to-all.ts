import type { FastifyInstance } from 'fastify';

/** Lets everybody reach the routes that are added to this part of the application from now on. */
export function openToAll(app: FastifyInstance<never, never, never, never, never> | FastifyInstance): void {
  (app as FastifyInstance).addHook('onRoute', (route) => {
    route.config = { ...route.config, isOpen: true };
  });
}
