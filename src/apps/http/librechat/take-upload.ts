import type { FastifyRequest } from 'fastify';
import { CoderError } from '../../../errors/coder-error.ts';
import { relativeNameProblem } from '../../../filesystem/relative-name.ts';
import { ServiceFault } from '../service-fault.ts';
import { takeParts } from '../take-parts.ts';
import type { TenantRoom } from '../tenant-rooms.ts';
import { newCodeId, type SessionFile } from './code-sessions.ts';

/** The bundle of one skill may have many. */
const maxFiles = 200;

/** Keeps the files of a form under their whole names in a new session; all of them, or none. */
export async function takeUpload(
  request: FastifyRequest,
  { files: store, codeSessions }: TenantRoom,
): Promise<{ session: string; files: SessionFile[] }> {
  const { files: taken, fields } = await takeParts(
    request,
    {
      add: async (name, content) => {
        const problem = relativeNameProblem(name);
        if (problem !== null)
          throw new CoderError(`The name ${JSON.stringify(name.slice(0, 200))} ${problem}.`, {
            code: 'input-invalid',
          });
        const { id, bytes } = await store.add(name, content);
        return { name, content: id, bytes };
      },
    },
    { preservePath: true, limits: { files: maxFiles } },
  );
  if (taken.length === 0) throw new ServiceFault('unsupported', 'There is no file in the form.');
  const session = newCodeId();
  const readOnly = fields.read_only?.toLowerCase() === 'true';
  const storedAt = new Date().toISOString();
  const files = taken.map((file) => ({ ...file, id: newCodeId(), storedAt, readOnly }));
  await codeSessions.add(session, files);
  return { session, files };
}
