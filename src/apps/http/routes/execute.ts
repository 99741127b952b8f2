import { statusCodes } from '../../../contracts/outcome-codes.ts';
import { executeRequestSchema, executionSchema } from '../../../contracts/service/execute.ts';
import { checkCeilings } from '../check-ceilings.ts';
import { execute } from '../execute.ts';
import { refuseWaiting } from '../refuse-waiting.ts';
import { refuseWhenStopping } from '../refuse-when-stopping.ts';
import { sendOutcomeProblem } from '../send-outcome-problem.ts';
import { untilLeft } from '../until-left.ts';
import type { AddRoutes } from './add-routes.ts';
import { problems } from './answers.ts';

export const addExecuteRoute: AddRoutes = (
  app,
  { coder, config, rooms, metrics, calls, stopping, closing },
) => {
  app.post(
    '/api/execute',
    {
      schema: {
        summary: 'Run Python or a shell script, in the folder of a project where one is named',
        description:
          'Python is verified before it runs unless the operator switched that off; `shell` is sh with the tools of the system, and needs isolation tier A. Two calls of one project wait for each other.',
        tags: ['execute'],
        body: executeRequestSchema,
        response: { 200: executionSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { body, tenant } = request;
      checkCeilings(body.limits, config);
      const room = await rooms.of(tenant);
      const verify = config.service.verifyExecute;
      const signal = untilLeft(reply, closing);
      refuseWhenStopping(stopping);
      const call = execute(coder, room, { ...body, verify, signal });
      calls.add(call);
      const execution = await call.finally(() => calls.delete(call));
      metrics.countRun(body.language, execution.status);
      refuseWaiting(execution.status);
      const { httpStatus: status } = statusCodes[execution.status];
      if (status >= 400)
        return sendOutcomeProblem(reply, { status, code: execution.status, detail: execution.error });
      return reply.code(status as 200).send(execution);
    },
  );
};
