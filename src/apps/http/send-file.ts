import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import contentDisposition from 'content-disposition';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ServiceFault } from './service-fault.ts';

/** Content that is held open until it was sent. */
interface Content extends AsyncDisposable {
  bytes: number;
  stream(range: { start: number; end: number }): Readable;
}

interface Served {
  file: Content;
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
  { path, ...served }: Omit<Served, 'file'> & { path: string },
): Promise<FastifyReply> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => null);
  const status = await handle?.stat();
  if (handle === null || !status?.isFile()) {
    await handle?.close();
    throw new ServiceFault('not-found', 'The file is not there any more.');
  }
  const file = {
    bytes: status.size,
    stream: (range: { start: number; end: number }) => handle.createReadStream(range),
    [Symbol.asyncDispose]: () => handle.close(),
  };
  return sendContent(request, reply, { ...served, file });
}

export async function sendContent(
  request: FastifyRequest,
  reply: FastifyReply,
  { file, name, mediaType }: Served,
): Promise<FastifyReply> {
  const { bytes } = file;
  const range = rangeOf(request.headers.range, bytes);
  if (range === 'unsatisfiable') {
    await file[Symbol.asyncDispose]();
    reply.header('content-range', `bytes */${bytes}`);
    throw new ServiceFault('range-invalid', `The file has ${bytes} bytes, and the range is outside of them.`);
  }
  reply
    .type(/^text\//.test(mediaType) ? `${mediaType}; charset=utf-8` : mediaType)
    .header('content-disposition', contentDisposition(name.split('/').pop() ?? 'file'))
    .header('content-security-policy', harmless)
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'private, no-cache');
  if (range !== null) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${bytes}`);
  const { start, end } = range ?? { start: 0, end: bytes - 1 };
  reply.header('content-length', String(Math.max(0, end - start + 1)));
  if (request.method !== 'HEAD' && bytes > 0) return reply.send(file.stream({ start, end }));
  await file[Symbol.asyncDispose]();
  return reply.send(Readable.from([])); // a text would be measured, and the answer to HEAD tells the length of the file
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
