import type { Readable } from 'node:stream';
import { z } from 'zod';
import {
  projectFileSchema,
  projectId,
  projectSchema,
  projectsSchema,
} from '../../../contracts/service/execute.ts';
import type { Project } from '../../../projects/project.ts';
import { mediaTypeOf } from '../../../workspace/media-types.ts';
import type { App } from '../app.ts';
import { fromClient } from '../from-client.ts';
import { sendContent } from '../send-file.ts';
import { ServiceFault } from '../service-fault.ts';
import { takeParts } from '../take-parts.ts';
import type { TenantRoom } from '../tenant-rooms.ts';
import { untilLeft } from '../until-left.ts';
import type { AddRoutes } from './add-routes.ts';
import { download, problems, uploadedForm } from './answers.ts';

const tags = ['projects'];
const params = z.object({ id: projectId });
const fileParams = z.object({ id: projectId, '*': z.string() });

export const addProjectRoutes: AddRoutes = (app, service) => {
  const { config, rooms, closing } = service;
  addUploadRoute(app, service);
  app.get(
    '/api/projects',
    { schema: { summary: 'The projects', tags, response: { 200: projectsSchema, ...problems } } },
    async (request) => ({ projects: await (await rooms.of(request.tenant)).projects.list() }),
  );
  app.get(
    '/api/projects/:id',
    {
      schema: {
        summary: 'The files of a project',
        tags,
        params,
        response: { 200: projectSchema, ...problems },
      },
    },
    async (request) => {
      const project = await projectOf(await rooms.of(request.tenant), request.params.id);
      const files = await project.files();
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
      return { id: project.id, bytes, maxBytes: config.service.projectMiB * 2 ** 20, files };
    },
  );
  app.delete(
    '/api/projects/:id',
    {
      schema: {
        summary: 'Remove a project with all its files',
        tags,
        params,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { projects } = await rooms.of(request.tenant);
      const { id } = request.params;
      if (!(await projects.remove(id, { signal: untilLeft(reply, closing) }))) throw noProject(id);
      return reply.code(204).send(null);
    },
  );
  app.get(
    '/api/projects/:id/files/*',
    { schema: { summary: 'A file of a project', tags, params: fileParams, response: download } },
    async (request, reply) => {
      const project = await projectOf(await rooms.of(request.tenant), request.params.id);
      const name = request.params['*'];
      const file = await project.read(name);
      if (file === null) throw noFile(name);
      return sendContent(request, reply, { name, mediaType: mediaTypeOf(name), file });
    },
  );
  app.post(
    '/api/projects/:id/files',
    {
      schema: {
        summary: 'Add or replace files of a project, as the parts of a form',
        tags,
        params,
        body: uploadedForm,
        response: { 201: z.object({ files: z.array(projectFileSchema) }), ...problems },
      },
    },
    async (request, reply) => {
      const project = await (await rooms.of(request.tenant)).projects.open(request.params.id);
      const signal = untilLeft(reply, closing);
      const { files } = await takeParts(request, {
        add: (name, content) => project.write(name, content, { signal }),
      });
      if (files.length === 0) throw new ServiceFault('unsupported', 'There is no file in the form.');
      return reply.code(201).send({ files });
    },
  );
  app.delete(
    '/api/projects/:id/files/*',
    {
      schema: {
        summary: 'Remove a file of a project',
        tags,
        params: fileParams,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const project = await projectOf(await rooms.of(request.tenant), request.params.id);
      const name = request.params['*'];
      if (!(await project.delete(name, { signal: untilLeft(reply, closing) }))) throw noFile(name);
      return reply.code(204).send(null);
    },
  );
};

/** A body is the content of a file here, whatever type it has. */
const addUploadRoute: AddRoutes = (app, { rooms, closing }) => {
  app.register(async (inner) => {
    inner.removeAllContentTypeParsers();
    inner.addContentTypeParser('*', (_request, body, done) => done(null, body));
    (inner as App).put(
      '/api/projects/:id/files/*',
      {
        schema: {
          summary: 'Add or replace a file of a project; the body is its content',
          tags,
          params: fileParams,
          body: {
            content: {
              'application/octet-stream': { schema: z.any().meta({ type: 'string', format: 'binary' }) },
            },
          },
          response: { 200: projectFileSchema, ...problems },
        },
      },
      async (request, reply) => {
        const project = await (await rooms.of(request.tenant)).projects.open(request.params.id);
        const signal = untilLeft(reply, closing);
        return project.write(request.params['*'], contentOf(request.body), { signal });
      },
    );
  });
};

async function projectOf({ projects }: TenantRoom, id: string): Promise<Project> {
  const project = await projects.find(id);
  if (project === null) throw noProject(id);
  return project;
}

function noProject(id: string): ServiceFault {
  return new ServiceFault('not-found', `There is no project ${id}.`);
}

function noFile(name: string): ServiceFault {
  return new ServiceFault('not-found', `The project has no file ${JSON.stringify(name.slice(0, 200))}.`);
}

/** The stream of a body that nobody parses; left where it is when it is refused, so that its rest can be sent to nobody. */
function contentOf(body: unknown): AsyncIterable<Uint8Array> {
  if (body === undefined || body === null) return (async function* () {})();
  return fromClient((body as Readable).iterator({ destroyOnReturn: false }));
}
