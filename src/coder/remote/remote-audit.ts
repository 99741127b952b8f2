import type { Audit, AuditSummary } from '../../contracts/audit.ts';
import type { TaskView } from '../../contracts/service/task-view.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import { findTask, newestTasks } from './find-task.ts';
import { refuseLocal } from './refuse-local.ts';
import type { RemoteServices } from './remote-services.ts';

const listedRecords = 20;

/** The records of a service's tasks, as far as it shows them to its clients. */
export function remoteAudit(services: RemoteServices): Audit {
  const { client } = services;
  return {
    list: async ({ limit = listedRecords } = {}) => {
      const records: AuditSummary[] = [];
      for await (const view of newestTasks(services, ({ state }) => state === 'ended')) {
        records.push(...summaryOf(view));
        if (records.length >= limit) break;
      }
      return { records, unreadable: 0 };
    },
    show: async (id) => {
      const task = await findTask(services, id);
      return { file: client.url, line: 0, ...(await client.tasks.audit(task.id)) };
    },
    verify: async ({ signal } = {}) => {
      throwIfCancelled(signal);
      const { intact, records, problems } = await client.verifyAudit({ signal });
      return {
        ...{ intact, records, files: 0, texts: 0, last: null, problems: [] },
        omittedProblems: problems,
        notes: [
          `This is the log of ${client.url}, over the tasks of all its clients; which lines are at fault is told where it runs, by: python-coder audit verify`,
        ],
      };
    },
    replay: async (id, { files, signal } = {}) => {
      refuseLocal(client.url, { files: files?.length ? files : undefined });
      const task = await findTask(services, id);
      return await client.tasks.replay(task.id, { signal });
    },
  };
}

/** None for a task that ended before there was anything to record. */
function summaryOf({ query, createdAt, result }: TaskView): AuditSummary[] {
  if (result === null) return [];
  const { auditId, status, generator, timings } = result;
  return [{ auditId, startedAt: createdAt, status, query, generator, totalMs: timings.totalMs }];
}
