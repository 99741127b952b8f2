import path from 'node:path';
import { z } from 'zod';
import { statusCodes } from '../../../contracts/outcome-codes.ts';
import {
  type LibreChatFile,
  libreChatExecSchema,
  libreChatFileSchema,
  libreChatRunSchema,
  libreChatUploadSchema,
} from '../../../contracts/service/librechat.ts';
import { mediaTypeOf } from '../../../workspace/media-types.ts';
import type { SessionFile } from '../librechat/code-sessions.ts';
import { runCode } from '../librechat/run-code.ts';
import { takeUpload } from '../librechat/take-upload.ts';
import { refuseWaiting } from '../refuse-waiting.ts';
import { sendFile } from '../send-file.ts';
import { sendOutcomeProblem } from '../send-outcome-problem.ts';
import { ServiceFault } from '../service-fault.ts';
import type { TenantRoom } from '../tenant-rooms.ts';
import { untilLeft } from '../until-left.ts';
import type { AddRoutes } from './add-routes.ts';
import { problems } from './answers.ts';

const tags = ['librechat'];
const ofSession = z.object({ session: z.string() });
const ofFile = z.object({ session: z.string(), id: z.string() });
const details = z.object({ detail: z.string().default('simple') });

/** The code interpreter that LibreChat calls: set its LIBRECHAT_CODE_BASEURL to `<this service>/librechat`. */
export const addLibreChatRoutes: AddRoutes = (app, { coder, config, rooms, metrics, closing }) => {
  app.post(
    '/librechat/exec',
    {
      schema: {
        summary: 'Run code for LibreChat, with files of earlier calls and uploads',
        tags,
        body: libreChatExecSchema,
        response: { 200: libreChatRunSchema, ...problems },
      },
    },
    async ({ body: request, tenant }, reply) => {
      const room = await rooms.of(tenant);
      const verify = config.service.verifyExecute;
      const signal = untilLeft(reply, closing);
      const { language, result, answer } = await runCode(coder, room, { request, verify, signal });
      metrics.countRun(language, result.status);
      refuseWaiting(result.status);
      const { httpStatus: status } = statusCodes[result.status];
      if (status >= 400)
        return sendOutcomeProblem(reply, { status, code: result.status, detail: result.error });
      return reply.code(200).send(answer);
    },
  );
  for (const url of ['/librechat/upload', '/librechat/upload/batch'])
    app.post(
      url,
      {
        schema: {
          summary: 'Upload files for LibreChat, as the parts of a form; their session is new',
          tags,
          consumes: ['multipart/form-data'],
          response: { 200: libreChatUploadSchema, ...problems },
        },
      },
      async (request) => {
        const { session, files } = await takeUpload(request, await rooms.of(request.tenant));
        return {
          message: 'success' as const,
          session_id: session,
          storage_session_id: session,
          files: files.map(({ id, name }) => ({ status: 'success' as const, fileId: id, filename: name })),
          succeeded: files.length,
          failed: 0 as const,
        };
      },
    );
  app.get(
    '/librechat/files/:session',
    {
      schema: {
        summary: 'The files of a session; none for a session that is not',
        tags,
        params: ofSession,
        querystring: details,
        response: { 200: z.union([z.array(z.string()), z.array(libreChatFileSchema)]), ...problems },
      },
    },
    async ({ tenant, params: { session }, query: { detail } }) => {
      const files = (await rooms.of(tenant)).codeSessions.files(session);
      if (detail === 'simple') return files.map((file) => objectName(session, file));
      return files.map((file) => shown(session, file, detail === 'normalized' ? file.name : undefined));
    },
  );
  app.get(
    '/librechat/sessions/:session/objects/:id',
    {
      schema: {
        summary: 'Whether a file is still there, and since when',
        tags,
        params: ofFile,
        response: { 200: libreChatFileSchema, ...problems },
      },
    },
    async ({ tenant, params: { session, id } }) =>
      shown(session, fileOf(await rooms.of(tenant), session, id)),
  );
  app.get(
    '/librechat/download/:session/:id',
    { schema: { summary: 'The content of a file', tags, params: ofFile, response: { ...problems } } },
    async (request, reply) => {
      const room = await rooms.of(request.tenant);
      const { name, content } = fileOf(room, request.params.session, request.params.id);
      return sendFile(request, reply, {
        path: room.files.pathOf(content),
        name,
        mediaType: mediaTypeOf(name),
      });
    },
  );
  app.delete(
    '/librechat/files/:session/:id',
    {
      schema: {
        summary: 'Remove a file from its session',
        tags,
        params: ofFile,
        response: { 200: z.object({ message: z.literal('success') }), ...problems },
      },
    },
    async ({ tenant, params: { session, id } }) => {
      const { codeSessions } = await rooms.of(tenant);
      if (!(await codeSessions.remove(session, id))) throw noFile();
      return { message: 'success' as const };
    },
  );
};

function fileOf({ codeSessions }: TenantRoom, session: string, id: string): SessionFile {
  const file = codeSessions.find(session, id);
  if (file === null) throw noFile();
  return file;
}

function noFile(): ServiceFault {
  return new ServiceFault('not-found', 'There is no such file in that session (any more): upload it again.');
}

/** What LibreChat looks for a file by, whose id it cuts out of it. */
function objectName(session: string, { id, name }: SessionFile): string {
  return `${session}/${id}${path.extname(name)}`;
}

function shown(session: string, file: SessionFile, name = objectName(session, file)): LibreChatFile {
  const contentType = mediaTypeOf(file.name);
  return {
    id: file.id,
    name,
    session_id: session,
    storage_session_id: session,
    size: file.bytes,
    lastModified: file.storedAt,
    etag: file.content,
    contentType,
    metadata: { 'original-filename': file.name, 'content-type': contentType },
  };
}
