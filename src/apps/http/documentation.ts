import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { packageVersion } from '../../config/package-root.ts';
import { openToAll } from './admission/open-to-all.ts';
import type { Tenants } from './admission/tenants.ts';
import { withUsedComponents } from './used-components.ts';

type Document = Parameters<typeof jsonSchemaTransform>[0];

/** The OpenAPI document of the routes that are added afterwards, at `/openapi.json`, and a page to browse it at `/docs`. */
export async function addDocumentation(
  app: FastifyInstance,
  { needToken }: Pick<Tenants, 'needToken'>,
): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'python-coder',
        version: packageVersion,
        description:
          'Answers questions about files with Python that is verified before it runs and isolated while it runs.',
      },
      ...(needToken && {
        components: {
          securitySchemes: {
            token: { type: 'http', scheme: 'bearer' },
            key: { type: 'apiKey', in: 'header', name: 'x-api-key' },
          },
        },
        security: [{ token: [] }, { key: [] }],
      }),
    },
    transform: (document) => {
      const { url, schema } = described(document as Document);
      const { isOpen = false } = document.route.config ?? {};
      return { url, schema: isOpen && needToken ? { ...schema, security: [] } : schema };
    },
    transformObject: (document) => withUsedComponents(jsonSchemaTransformObject(document)),
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

/** A body may come in several types, each with its schema; the rest of a path has a name. */
function described(document: Document): { url: string; schema: FastifySchema } {
  const { body, params, ...rest } = (document.schema ?? {}) as FastifySchema;
  const { content } = (body ?? {}) as { content?: Record<string, { schema: unknown }> };
  const plain = { ...rest, ...(params !== undefined && { params: withNamedRest(params) }) };
  const bodyOf = (schema: unknown): unknown =>
    jsonSchemaTransform({ ...document, schema: { body: schema } }).schema?.body;
  const { url, schema } = jsonSchemaTransform({
    ...document,
    url: document.url.replace('*', ':name'),
    schema: content === undefined && body !== undefined ? { ...plain, body } : plain,
  });
  if (content === undefined) return { url, schema: schema ?? {} };
  const bodies = Object.entries(content).map(([type, { schema: one }]) => [type, { schema: bodyOf(one) }]);
  return { url, schema: { ...schema, body: { content: Object.fromEntries(bodies) } } };
}

function withNamedRest(params: unknown): unknown {
  if (!(params instanceof z.ZodObject) || !('*' in params.shape)) return params;
  const { '*': name, ...others } = params.shape;
  return z.object({ ...others, name });
}
