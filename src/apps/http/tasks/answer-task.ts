import type { FastifyReply } from 'fastify';
import { errorFaceCodes, statusCodes } from '../../../contracts/outcome-codes.ts';
import type { ErrorCode } from '../../../errors/coder-error.ts';
import { sendOutcomeProblem } from '../send-outcome-problem.ts';
import type { HostedTask } from './hosted-task.ts';

/** Answers with a task once nothing is at work for it; what the request or the service is at fault for is a problem. */
export async function answerTask(reply: FastifyReply, task: HostedTask): Promise<FastifyReply> {
  await task.settled;
  const view = await task.view();
  const { problem, result } = view;
  const status =
    problem !== null
      ? errorFaceCodes[problem.code as ErrorCode].httpStatus
      : result
        ? statusCodes[result.status].httpStatus
        : 200;
  if (status < 400) return reply.code(status).send(view);
  const code = problem?.code ?? result?.status ?? 'internal';
  const detail = problem?.detail ?? result?.error ?? null;
  return sendOutcomeProblem(reply, { status, code, detail, taskId: view.id });
}

/** Has a task cancelled when its client leaves before the answer. */
export function cancelWhenLeft({ raw, log }: FastifyReply, cancel: () => Promise<unknown>): void {
  raw.once('close', () => {
    if (raw.writableFinished) return;
    cancel().catch((error) => log.error({ err: error }, 'a task could not be cancelled'));
  });
}
