import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { packageVersion } from '../../config/package-root.ts';

/** The OpenAPI document of the routes that are added afterwards, at `/openapi.json`, and a page to browse it at `/docs`. */
export async function addDocumentation(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'python-coder',
        version: packageVersion,
        description:
          'Answers questions about files with Python that is verified before it runs and isolated while it runs.',
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
    transform: (route) => jsonSchemaTransform({ ...route, schema: withJsonBody(route.schema) }),
    transformObject: jsonSchemaTransformObject,
  });
  app.get('/openapi.json', { schema: { hide: true }, config: { isOpen: true } }, async () => app.swagger());
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    theme: { title: 'python-coder API' },
    uiConfig: { validatorUrl: null },
    logLevel: 'silent',
  });
}

/** Of a body that may also come as a form, the JSON is described. */
function withJsonBody(schema: FastifySchema): FastifySchema {
  const { content } = (schema?.body ?? {}) as { content?: Record<string, { schema: unknown }> };
  return content === undefined ? schema : { ...schema, body: content['application/json']?.schema };
}
