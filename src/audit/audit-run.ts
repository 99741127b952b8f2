import type { AuditRecord } from '../contracts/audit-record.ts';
import type { RunRecord } from '../contracts/run-record.ts';
import type { RecordWriter } from './record-writer.ts';

/** What a record keeps of a run; the files that it left behind stand among the warnings. */
export function auditRun(run: RunRecord | null, writer: RecordWriter): AuditRecord['run'] {
  if (run === null) return null;
  const { removedInputs, leftBehind: _, ...kept } = run;
  return {
    ...writer.plain(kept),
    ...(removedInputs.length > 0 && { removedInputs: writer.list(removedInputs) }),
  };
}
