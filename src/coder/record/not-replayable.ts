import type { AuditRecord } from '../../contracts/audit-record.ts';
import { CoderError } from '../../errors/coder-error.ts';

/** Why what is on record can't be run again. */
export function notReplayable({ auditId, call }: AuditRecord, reason: string): CoderError {
  const what = call === undefined ? 'task' : 'call';
  return new CoderError(`The ${what} ${auditId} can't be replayed: ${reason}.`, { code: 'input-invalid' });
}
