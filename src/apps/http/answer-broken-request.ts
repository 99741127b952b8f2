import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { newTaskId } from '../../workspace/task-id.ts';
import { problemWith } from './problem-of.ts';

interface Fault {
  status: number;
  code: string;
  detail: string;
}

const faults: Record<string, Fault> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    code: 'cancelled',
    detail: 'The request took too long to come: send it again.',
  },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: 'input-invalid',
    detail: 'The headers of the request are too long.',
  },
  HPE_INVALID_METHOD: {
    status: 405,
    code: 'not-allowed',
    detail: 'The request has a method that this service does not know.',
  },
};
const notHttp: Fault = {
  status: 400,
  code: 'input-invalid',
  detail: 'The request is no HTTP that this service understands.',
};

/** Answers what came over a connection and never became a request, and ends the connection. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const fault = faults[error.code ?? ''] ?? notHttp;
  const body = JSON.stringify(problemWith({ ...fault, requestId: newTaskId() }));
  const head = [
    `HTTP/1.1 ${fault.status} ${STATUS_CODES[fault.status]}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    ...(fault.status === 405 ? ['allow: GET, HEAD, POST, PUT, DELETE, OPTIONS'] : []),
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
