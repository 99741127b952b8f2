import { STATUS_CODES } from 'node:http';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { newTaskId } from '../../workspace/task-id.ts';
import { addGuard } from './admission/guard.ts';
import { answerBrokenRequest } from './answer-broken-request.ts';
import type { App } from './app.ts';
import { addDocumentation } from './documentation.ts';
import { endUnfinishedRequests } from './end-unfinished-requests.ts';
import type { HttpService } from './http-service.ts';
import type { Patience } from './patience.ts';
import { problemOf } from './problem-of.ts';
import { refuseOtherMethods } from './refuse-other-methods.ts';
import { routes } from './routes/routes.ts';
import { ServiceFault } from './service-fault.ts';

interface Surroundings {
  hostnames: readonly string[];
  /** Null keeps no log. */
  logger: FastifyBaseLogger | null;
  patience: Patience;
}

const mebibyte = 2 ** 20;
const maxParameterCharacters = 4_096;

/** The service as a fastify application that listens nowhere yet. */
export async function createApp(
  service: HttpService,
  { hostnames, logger, patience }: Surroundings,
): Promise<App> {
  const { config, tenants } = service;
  const app = Fastify({
    ...(logger ? { loggerInstance: logger } : { logger: false }),
    genReqId: () => newTaskId(),
    bodyLimit: config.service.bodyMiB * mebibyte,
    requestTimeout: patience.request,
    connectionTimeout: 0,
    http: {
      headersTimeout: patience.headers,
      connectionsCheckingInterval: Math.ceil(patience.headers / 10),
    },
    clientErrorHandler: answerBrokenRequest,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: maxParameterCharacters },
    frameworkErrors: (error, request, reply) => {
      void sendProblem(error, request as FastifyRequest, reply as never);
    },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      new ServiceFault('not-found', `There is no ${request.method} ${pathOf(request)} here.`),
      request,
      reply,
    ),
  );
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: pagePolicy },
    crossOriginEmbedderPolicy: true,
    strictTransportSecurity: false, // TLS is the business of whoever terminates it
  });
  const refuseTheRest = refuseOtherMethods(app as unknown as FastifyInstance);
  await app.register(cors, {
    origin: config.service.corsOrigins,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
    exposedHeaders: ['x-request-id', 'retry-after', 'content-disposition', 'location'],
    maxAge: 600,
    strictPreflight: false,
  }); // before the guard, which browsers ask nothing of ahead and whose refusals pages may read
  endUnfinishedRequests(app as unknown as FastifyInstance, patience.farewell);
  await app.register(rateLimit, {
    global: false, // its hook of every route would run after the guard, which then could be asked as often as one likes
    allowList: (request) => request.routeOptions.config.rateLimit === false,
    max: config.service.requestsPerMinute,
    timeWindow: '1 minute',
    keyGenerator: (request) => tenants.whoSent(request.headers) ?? request.ip,
    errorResponseBuilder: (_request, { after }) =>
      new ServiceFault('too-many-requests', `Too many requests: try again in ${after}.`),
  });
  app.addHook('onRequest', app.rateLimit());
  addGuard(app, { tenants, hostnames, origins: config.service.corsOrigins });
  await app.register(multipart, {
    limits: {
      fileSize: config.maxFileSizeMiB * mebibyte + 1,
      files: 100,
      fields: 10,
      fieldSize: config.service.bodyMiB * mebibyte,
    },
  });
  await addDocumentation(app as unknown as FastifyInstance, tenants);
  await app.register(async (inner) => {
    for (const add of routes) add(inner as App, service);
  });
  await app.register(async () => refuseTheRest());
  return app as unknown as App;
}

/** For the page and everything else that a browser shows as a document. */
const pagePolicy = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'blob:', 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'frame-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
};

type Reply = import('fastify').FastifyReply;

async function sendProblem(error: unknown, request: FastifyRequest, reply: Reply): Promise<void> {
  const problem = problemOf(error, request.id);
  if (problem.code === 'internal') request.log.error({ err: error }, 'the service failed at a request');
  if (problem.status === 429 || problem.status === 503)
    reply.header('retry-after', reply.getHeader('retry-after') ?? '5');
  await reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer((body: unknown) => JSON.stringify(body))
    .send({ ...problem, title: STATUS_CODES[problem.status] ?? problem.title });
}

function pathOf({ url }: FastifyRequest): string {
  const [path = ''] = url.split('?');
  return path.slice(0, 200);
}
