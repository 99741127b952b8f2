import { newestRecords } from '../../audit/read-records.ts';
import { showRecord } from '../../audit/show-record.ts';
import { verifyLog } from '../../audit/verify-log.ts';
import type { Audit } from '../../contracts/audit.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import type { CoderServices } from '../coder-services.ts';
import { replayRecord } from './replay-record.ts';

const listedRecords = 20;

/** The log that the tasks of a coder write, for reading. */
export function openAudit(coder: CoderServices): Audit {
  const { auditDir } = coder.config;
  return {
    list: async ({ limit = listedRecords } = {}) => {
      const { records, unreadable } = await newestRecords(auditDir, limit);
      return {
        records: records.map(({ record: { auditId, startedAt, status, query, generator, timings } }) => ({
          auditId,
          startedAt,
          status,
          query: query.start,
          generator,
          totalMs: timings.totalMs ?? 0,
        })),
        unreadable,
      };
    },
    show: (id) => showRecord(auditDir, id),
    verify: async ({ signal } = {}) => {
      await coder.auditLog.settled();
      throwIfCancelled(signal);
      return verifyLog(coder.config, signal);
    },
    replay: (id, options = {}) => replayRecord(coder, id, options),
  };
}
