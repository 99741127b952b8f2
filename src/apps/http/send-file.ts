import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import contentDisposition from 'content-disposition';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ServiceFault } from './service-fault.ts';

interface Served {
  path: string;
  /** What the client saves it as. */
  name: string;
  mediaType: string;
}

/** A document that was written by a program must never act for the page of this service. */
const harmless = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/** Sends a regular file of ours as a download, or the one range of it that is asked for; a link in its place is not followed. */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { path, name, mediaType }: Served,
): Promise<FastifyReply> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => null);
  if (file === null) throw new ServiceFault('not-found', 'The file is not there any more.');
  const status = await file.stat();
  const range = rangeOf(request.headers.range, status.size);
  if (!status.isFile() || range === 'unsatisfiable') {
    await file.close();
    if (!status.isFile()) throw new ServiceFault('not-found', 'The file is not there any more.');
    reply.header('content-range', `bytes */${status.size}`);
    throw new ServiceFault(
      'range-invalid',
      `The file has ${status.size} bytes, and the range is outside of them.`,
    );
  }
  reply
    .type(/^text\//.test(mediaType) ? `${mediaType}; charset=utf-8` : mediaType)
    .header('content-disposition', contentDisposition(name.split('/').pop() ?? 'file'))
    .header('content-security-policy', harmless)
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'private, no-cache');
  if (range !== null) {
    reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${status.size}`);
  }
  const { start, end } = range ?? { start: 0, end: status.size - 1 };
  reply.header('content-length', String(Math.max(0, end - start + 1)));
  if (request.method === 'HEAD' || status.size === 0) {
    await file.close();
    return reply.send('');
  }
  return reply.send(file.createReadStream({ start, end }));
}

/** One range of bytes; null for none, several, or what is no range, which are answered with the whole file. */
function rangeOf(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (from === '' && to === '') return null;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && from !== '' && Number(to) < Number(from)) return null;
  return start < size && start <= end ? { start, end } : 'unsatisfiable';
}
