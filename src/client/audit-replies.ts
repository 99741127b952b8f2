import { z } from 'zod';
import type { AuditEntry, AuditReplay } from '../contracts/audit.ts';
import { auditRecordSchema } from '../contracts/audit-record.ts';

const comparison = z.enum(['same', 'same-to-12-digits', 'different']);
const comparedText = z.object({ comparison, difference: z.string().nullable() });

/** A record with its texts; the files of the log are the operator's. */
export type ServedAuditEntry = Omit<AuditEntry, 'file' | 'line'>;

export const auditEntrySchema: z.ZodType<ServedAuditEntry> = z.object({
  seq: z.int(),
  intact: z.boolean(),
  record: auditRecordSchema as z.ZodType<AuditEntry['record']>,
  texts: z.record(z.string(), z.string()),
});

export const auditVerdictSchema = z.object({
  intact: z.boolean(),
  records: z.int(),
  problems: z.int(),
});

export type AuditVerdict = z.infer<typeof auditVerdictSchema>;

/** The wire form of `AuditReplay`. */
export const auditReplaySchema = z.object({
  auditId: z.string(),
  verdict: z.enum(['identical', 'same-to-12-digits', 'different']),
  status: z.object({ recorded: z.string(), replayed: z.string() }),
  output: comparedText,
  result: comparedText.nullable(),
  artifacts: z.array(
    z.object({ name: z.string(), comparison: z.enum(['same', 'different', 'missing', 'added']) }),
  ),
  notes: z.array(z.string()),
  run: z.custom<AuditReplay['run']>((run) => typeof run === 'object' && run !== null),
});
