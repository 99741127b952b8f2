import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { packageVersion } from '../../config/package-root.ts';
import { openToAll } from './admission/open-to-all.ts';

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
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer' },
          key: { type: 'apiKey', in: 'header', name: 'x-api-key' },
        },
      },
      security: [{ token: [] }, { key: [] }],
    },
    transform: ({ url, schema, ...route }) =>
      jsonSchemaTransform({ ...route, url: url.replace('*', ':name'), schema: describable(schema) }),
    transformObject: jsonSchemaTransformObject,
  });
  app.get('/openapi.json', { schema: { hide: true }, config: { isOpen: true } }, async () => app.swagger());
  await app.register(async (inner) => {
    openToAll(inner);
    await inner.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP: docsPolicy,
      theme: { title: 'python-coder API' },
      uiConfig: { validatorUrl: null },
      logLevel: 'silent',
    });
  });
}

/** Its own parts alone, also where no TLS is before the service. */
const docsPolicy =
  "default-src 'self'; base-uri 'none'; object-src 'none'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'";

/** Of a body that may also come as a form, the JSON is described; the rest of a path has a name. */
function describable(schema: FastifySchema | undefined): FastifySchema {
  const { body, params, ...rest } = schema ?? {};
  const { content } = (body ?? {}) as { content?: Record<string, { schema: unknown }> };
  return {
    ...rest,
    ...(body !== undefined && { body: content?.['application/json']?.schema ?? body }),
    ...(params !== undefined && { params: withNamedRest(params) }),
  };
}

function withNamedRest(params: unknown): unknown {
  if (!(params instanceof z.ZodObject) || !('*' in params.shape)) return params;
  const { '*': name, ...others } = params.shape;
  return z.object({ ...others, name });
}
