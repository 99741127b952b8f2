import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { decisionSchema, taskId, taskRequestSchema } from '../../../contracts/service/task-request.ts';
import { taskListSchema, taskViewSchema } from '../../../contracts/service/task-view.ts';
import { CoderError } from '../../../errors/coder-error.ts';
import { mediaTypeOf } from '../../../workspace/media-types.ts';
import { checkCeilings } from '../check-ceilings.ts';
import type { FileStore } from '../files/file-store.ts';
import { keepReferences } from '../files/keep-references.ts';
import { holdToPolicies } from '../hold-to-policies.ts';
import { refuseWhenStopping } from '../refuse-when-stopping.ts';
import { sendFile } from '../send-file.ts';
import { ServiceFault } from '../service-fault.ts';
import { takeParts } from '../take-parts.ts';
import { answerTask, cancelWhenLeft } from '../tasks/answer-task.ts';
import { listTasks, pageSchema } from '../tasks/list-tasks.ts';
import { eventId, streamEvents } from '../tasks/stream-events.ts';
import type { AddRoutes } from './add-routes.ts';
import { download, problems, textOf } from './answers.ts';

const tags = ['tasks'];
const params = z.object({ id: taskId });
const views = { 200: taskViewSchema, 202: taskViewSchema, ...problems };
const afterHeader = z.object({ 'last-event-id': eventId.optional() });
const startHeaders = afterHeader.extend({ 'idempotency-key': z.string().min(1).max(200).optional() });

const taskForm = z.any().meta({
  type: 'object',
  properties: {
    task: { type: 'string', contentMediaType: 'application/json', description: 'the same request as JSON' },
    file: { type: 'string', format: 'binary', description: 'a file, under any name and as often as needed' },
  },
  required: ['task'],
});

export const addTaskRoutes: AddRoutes = (app, { config, rooms, stopping, closing }) => {
  app.post(
    '/api/tasks',
    {
      schema: {
        summary: 'Ask a question, or have Python run; with Accept: text/event-stream the events come first',
        description:
          'As JSON, or as a form with this JSON in a part named "task" and files in further parts. A client that leaves cancels its task unless `background` is set. With an Idempotency-Key the same request again is answered with the same task.',
        tags,
        headers: startHeaders,
        body: {
          content: {
            'application/json': { schema: taskRequestSchema },
            'multipart/form-data': { schema: taskForm },
          },
        },
        response: views,
      },
    },
    async (request, reply) => {
      const { files: store, tasks } = await rooms.of(request.tenant);
      const { body, uploaded } = await readTask(request, store);
      if (body.query === undefined && body.code === undefined)
        throw invalid('Give a "query" to be answered, or "code" to be run.');
      checkCeilings(body.limits, config);
      const { files } = await keepReferences(store, [
        ...uploaded.map(({ id }) => ({ id })),
        ...(body.files ?? []),
      ]);
      const key = request.headers['idempotency-key'] ?? null;
      refuseWhenStopping(stopping);
      const task = await tasks.start(holdToPolicies(body, config), { files, key });
      reply.header('location', `/api/tasks/${task.facts.id}`);
      if (body.background === true) {
        task.detach();
        return reply.code(202).send(await task.view());
      }
      const leave = task.join();
      cancelWhenLeft(reply, async () => {
        if (leave()) await tasks.stop(task, 'The client left.');
      });
      if (wantsEvents(request)) return streamEvents(request, reply, { task, closing });
      return answerTask(reply, task);
    },
  );
  app.get(
    '/api/tasks',
    {
      schema: {
        summary: 'Earlier tasks, the newest first',
        tags,
        querystring: pageSchema,
        response: { 200: taskListSchema, ...problems },
      },
    },
    async (request) => listTasks((await rooms.of(request.tenant)).tasks.all(), request.query),
  );
  app.get(
    '/api/tasks/:id',
    { schema: { summary: 'One task', tags, params, response: views } },
    async (request) => (await rooms.of(request.tenant)).tasks.get(request.params.id).view(),
  );
  app.get(
    '/api/tasks/:id/events',
    {
      schema: {
        summary: 'What a task tells, as server-sent events; goes on after Last-Event-ID',
        tags,
        params,
        headers: afterHeader,
        response: { 200: textOf('text/event-stream', 'The events'), ...problems },
      },
    },
    async (request, reply) => {
      const task = (await rooms.of(request.tenant)).tasks.get(request.params.id);
      return streamEvents(request, reply, { task, closing });
    },
  );
  app.delete(
    '/api/tasks/:id',
    {
      schema: {
        summary: 'Cancel a task; with ?forget=true also remove it with all its files',
        tags,
        params,
        querystring: z.object({ forget: z.enum(['true', 'false']).optional() }),
        response: { 204: z.null(), ...views },
      },
    },
    async (request, reply) => {
      const { tasks } = await rooms.of(request.tenant);
      const task = await tasks.cancel(request.params.id, 'The client cancelled it.');
      if (request.query.forget !== 'true') return task.view();
      await tasks.forget(request.params.id);
      return reply.code(204).send(null);
    },
  );
  app.post(
    '/api/tasks/:id/approval',
    {
      schema: {
        summary: 'Decide about a program that waits',
        tags,
        params,
        headers: afterHeader,
        body: decisionSchema,
        response: views,
      },
    },
    async (request, reply) => {
      const { tasks } = await rooms.of(request.tenant);
      refuseWhenStopping(stopping);
      const task = await tasks.decide(request.params.id, request.body);
      if (wantsEvents(request)) return streamEvents(request, reply, { task, closing });
      return answerTask(reply, task);
    },
  );
  app.get(
    '/api/tasks/:id/artifacts/*',
    {
      schema: {
        summary: 'A file that a program wrote',
        tags,
        params: z.object({ id: taskId, '*': z.string() }),
        response: download,
      },
    },
    async (request, reply) => {
      const { tasks } = await rooms.of(request.tenant);
      const artifact = await tasks.get(request.params.id).artifact(request.params['*']);
      if (artifact === undefined) throw new ServiceFault('not-found', 'This task has no such file.');
      const { path, name } = artifact;
      return sendFile(request, reply, { path, name, mediaType: mediaTypeOf(name) });
    },
  );
};

/** The request from a JSON body, or from the part "task" of a form. */
async function readTask(request: FastifyRequest, store: FileStore) {
  if (!request.isMultipart()) return { body: taskRequestSchema.parse(request.body), uploaded: [] };
  const { fields, files } = await takeParts(request, store);
  return { body: taskRequestSchema.parse(parseField(fields.task)), uploaded: files };
}

function parseField(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw invalid('The form needs a part named "task" with the request as JSON.');
  }
}

function wantsEvents({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes('text/event-stream') === true;
}

function invalid(message: string): CoderError {
  return new CoderError(message, { code: 'input-invalid' });
}
