import type { AddRoutes } from './add-routes.ts';
import { problems, textOf } from './answers.ts';

export const addMetricsRoute: AddRoutes = (app, { metrics }) => {
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    const route = routeOptions.url ?? 'unknown';
    metrics.countRequest({ method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1000 });
  });
  app.get(
    '/metrics',
    {
      schema: {
        summary: 'Metrics for Prometheus',
        tags: ['health'],
        response: { 200: textOf('text/plain', 'Metrics'), ...problems },
      },
      logLevel: 'warn',
    },
    async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()),
  );
};
