import { z } from 'zod';
import { fileId, storedFileSchema, storedFilesSchema } from '../../../contracts/service/stored-file.ts';
import { sendFile } from '../send-file.ts';
import { ServiceFault } from '../service-fault.ts';
import { takeParts } from '../take-parts.ts';
import type { AddRoutes } from './add-routes.ts';
import { download, problems, uploadedForm } from './answers.ts';

const tags = ['files'];
const params = z.object({ id: fileId });

export const addFileRoutes: AddRoutes = (app, { rooms }) => {
  app.post(
    '/api/files',
    {
      schema: {
        summary: 'Upload files, as the parts of a form; the same content has the same id',
        tags,
        body: uploadedForm,
        response: { 201: storedFilesSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { files } = await rooms.of(request.tenant);
      const taken = await takeParts(request, files);
      if (taken.files.length === 0)
        throw new ServiceFault(
          'unsupported',
          'There is no file in the form: send each file as a part with a filename.',
        );
      return reply.code(201).send({ files: taken.files });
    },
  );
  app.get(
    '/api/files',
    { schema: { summary: 'The uploaded files', tags, response: { 200: storedFilesSchema, ...problems } } },
    async (request) => ({ files: (await rooms.of(request.tenant)).files.list() }),
  );
  app.get(
    '/api/files/:id',
    {
      schema: {
        summary: 'One uploaded file',
        tags,
        params,
        response: { 200: storedFileSchema, ...problems },
      },
    },
    async (request) => (await rooms.of(request.tenant)).files.get(request.params.id),
  );
  app.get(
    '/api/files/:id/content',
    { schema: { summary: 'The content of an uploaded file', tags, params, response: download } },
    async (request, reply) => {
      const { files } = await rooms.of(request.tenant);
      const { id, name, mediaType } = files.get(request.params.id);
      return sendFile(request, reply, { path: files.pathOf(id), name, mediaType });
    },
  );
  app.delete(
    '/api/files/:id',
    {
      schema: { summary: 'Remove an uploaded file', tags, params, response: { 204: z.null(), ...problems } },
    },
    async (request, reply) => {
      await (await rooms.of(request.tenant)).files.remove(request.params.id);
      return reply.code(204).send(null);
    },
  );
};
