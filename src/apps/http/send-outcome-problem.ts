import type { FastifyReply } from 'fastify';
import type { Problem } from '../../contracts/service/problem.ts';
import { problemWith } from './problem-of.ts';

interface Outcome {
  status: number;
  code: string;
  detail: string | null;
  taskId?: string | undefined;
}

/** Answers for work that ended by a fault of the request or of the service. */
export function sendOutcomeProblem(
  reply: FastifyReply,
  { status, code, detail, taskId }: Outcome,
): FastifyReply {
  const requestId = reply.request.id;
  const problem: Problem = {
    ...problemWith({ status, code, detail: detail ?? 'The work did not succeed.', requestId }),
    ...(taskId !== undefined && { taskId }),
  };
  if (status === 503) reply.header('retry-after', '5');
  return reply
    .code(status)
    .type('application/problem+json; charset=utf-8')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(problem);
}
