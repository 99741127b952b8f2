import { packageVersion } from '../../../config/package-root.ts';
import { healthSchema, readinessSchema } from '../../../contracts/service/health.ts';
import { readinessOf } from '../readiness.ts';
import type { AddRoutes } from './add-routes.ts';
import { problems } from './answers.ts';

export const addHealthRoutes: AddRoutes = (app, service) => {
  app.get(
    '/health',
    {
      schema: {
        summary: 'Whether the service is alive',
        tags: ['health'],
        response: { 200: healthSchema, ...problems },
      },
      config: { isOpen: true, rateLimit: false },
      logLevel: 'warn',
    },
    async () => ({ status: 'ok' as const, version: packageVersion }),
  );
  app.get(
    '/ready',
    {
      schema: {
        summary: 'Whether the service can do its work now',
        tags: ['health'],
        response: { 200: readinessSchema, 503: readinessSchema, ...problems },
      },
      config: { isOpen: true },
      logLevel: 'warn',
    },
    async (_request, reply) => {
      const readiness = await readinessOf(service);
      return reply.code(readiness.ready ? 200 : 503).send(readiness);
    },
  );
};
