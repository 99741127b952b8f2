import { z } from 'zod';
import type { AuditReport } from '../../../contracts/audit.ts';
import { taskId } from '../../../contracts/service/task-request.ts';
import { CoderError } from '../../../errors/coder-error.ts';
import { servedRecord } from '../served-record.ts';
import { ServiceFault } from '../service-fault.ts';
import type { HostedTask } from '../tasks/hosted-task.ts';
import { untilLeft } from '../until-left.ts';
import type { AddRoutes } from './add-routes.ts';
import { problems } from './answers.ts';

const tags = ['audit'];
const params = z.object({ id: taskId });
const entrySchema = z
  .looseObject({ seq: z.int(), intact: z.boolean(), record: z.looseObject({}) })
  .meta({ id: 'AuditEntry' });
const replaySchema = z.looseObject({ auditId: z.string(), verdict: z.string() }).meta({ id: 'AuditReplay' });
const reportSchema = z
  .object({
    intact: z.boolean(),
    records: z.int().nullable().describe('null where several tenants write to the log'),
    problems: z.int().describe('how many there are; the operator sees them with `audit verify`'),
  })
  .meta({ id: 'AuditReport' });

export const addTaskAuditRoutes: AddRoutes = (app, { coder, rooms, tenants, closing }) => {
  /** The one reading of the log that is under way, for all who ask meanwhile. */
  let verification: Promise<AuditReport> | null = null;
  const verify = (): Promise<AuditReport> => {
    verification ??= coder.audit.verify({ signal: closing }).finally(() => {
      verification = null;
    });
    return verification;
  };
  app.get(
    '/api/tasks/:id/audit',
    {
      schema: {
        summary: 'What is on record of a task',
        tags,
        params,
        response: { 200: entrySchema, ...problems },
      },
    },
    async (request) => {
      const task = (await rooms.of(request.tenant)).tasks.get(request.params.id);
      return servedRecord(await coder.audit.show(await auditIdOf(task)));
    },
  );
  app.post(
    '/api/tasks/:id/replay',
    {
      schema: {
        summary: 'Run the recorded program again and compare',
        tags,
        params,
        response: { 200: replaySchema, ...problems },
      },
    },
    async (request, reply) => {
      const { tasks, files } = await rooms.of(request.tenant);
      const task = tasks.get(request.params.id);
      const inputs = task.facts.files.map(({ id, name }) => ({ path: files.pathOf(files.get(id).id), name }));
      const signal = untilLeft(reply, closing);
      const replay = await coder.audit.replay(await auditIdOf(task), { files: inputs, signal });
      return replay as unknown as z.infer<typeof replaySchema>;
    },
  );
  app.get(
    '/api/audit/verify',
    {
      schema: {
        summary: 'Whether the log of all tasks is intact',
        tags,
        response: { 200: reportSchema, ...problems },
      },
    },
    async () => {
      const { intact, records, problems: found, omittedProblems } = await verify();
      const isShared = tenants.names.length > 1;
      return { intact, records: isShared ? null : records, problems: found.length + omittedProblems };
    },
  );
};

async function auditIdOf(task: HostedTask): Promise<string> {
  const result = await task.result();
  if (result !== null) return result.auditId;
  if (task.isAtWork)
    throw new ServiceFault('conflict', 'This task is at work: its record is written when it has ended.');
  throw new CoderError('This task ended before there was anything to record.', { code: 'input-invalid' });
}
