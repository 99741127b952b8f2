import {
  describeRequestSchema,
  descriptionsSchema,
  verdictSchema,
  verifyRequestSchema,
} from '../../../contracts/service/look-requests.ts';
import { keepReferences } from '../files/keep-references.ts';
import { untilLeft } from '../until-left.ts';
import type { AddRoutes } from './add-routes.ts';
import { problems } from './answers.ts';

const tags = ['look'];

export const addLookRoutes: AddRoutes = (app, { coder, rooms, closing }) => {
  app.post(
    '/api/describe',
    {
      schema: {
        summary: 'What is known about files',
        tags,
        body: describeRequestSchema,
        response: { 200: descriptionsSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { files: store } = await rooms.of(request.tenant);
      const { inputs } = await keepReferences(store, request.body.files);
      const { skipBadFiles } = request.body;
      const signal = untilLeft(reply, closing);
      return { files: await coder.describeFiles(inputs, { skipBadFiles, signal }) };
    },
  );
  app.post(
    '/api/verify',
    {
      schema: {
        summary: 'Static findings about Python; nothing runs',
        tags,
        body: verifyRequestSchema,
        response: { 200: verdictSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { files: store } = await rooms.of(request.tenant);
      const { inputs } = await keepReferences(store, request.body.files ?? []);
      return coder.verifyCode(request.body.code, { files: inputs, signal: untilLeft(reply, closing) });
    },
  );
};
